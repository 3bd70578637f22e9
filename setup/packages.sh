# shellcheck shell=sh
# Read by ./boot2docker: which packages a command needs, and how they get onto this machine.
# Needs: root, say, die, find_jdk, is_stale.

# shellcheck source=setup/architectures.sh disable=SC2154 # root is the caller's
. "$root/setup/architectures.sh"

# What the tests check our formats against, and what their guests and servers run on.
TEST_PACKAGES="qemu-system-x86 qemu-system-arm qemu-user-static libc6-dev-arm64-cross qemu-utils ovmf qemu-efi-aarch64 seabios xorriso genisoimage mtools dosfstools e2fsprogs cpio gpgv
 debian-archive-keyring dpkg-dev gdisk fdisk kmod docker-registry openssh-client sshpass rsync binutils file
 xz-utils zstd squashfs-tools xfsprogs openssl procps chrony busybox-static gcc libc6-dev musl-tools libmbedtls-dev
 ca-certificates
 7zip minisign signify-openbsd sbsigntool python3-virt-firmware inotify-tools dnsmasq-base samba nfs-ganesha nfs-ganesha-vfs socat make flex bison bc perl libelf-dev libssl-dev shellcheck groff-base zsh fish"

# Where no package has mbedTLS's static libraries for Linux.
MBEDTLS_BY_HAND="unpack Debian's package libmbedtls-dev and set BOOT2DOCKER_MBEDTLS to its folder usr (docs/init.md)"

# Older ones crash guests where there is no usable KVM (docs/machine.md), as on a CI machine.
LEAST_TEST_QEMU=10

# Makes sure that all is there for "build" (the tool), "run" (also QEMU) or "test"; installs or says what to type.
require() {
  missing=$(missing_for "$1")
  if [ -z "$missing" ]; then
    fetch_foreign_libraries "$1"
    return 0
  fi
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    # shellcheck disable=SC2086 # a list
    install_packages $missing
    fetch_foreign_libraries "$1"
  else
    die "missing on this machine: $(command_line_for "$missing")"
  fi
}

# Prints what is missing, as Debian's package names.
missing_for() {
  if [ "$1" = test ] || is_stale; then
    find_jdk || echo jdk
    command -v mvn >/dev/null || echo maven
    command -v musl-gcc >/dev/null || echo musl-tools
    # musl-tools brings a compiler and a linker, but not by these names.
    command -v strip >/dev/null || echo binutils
    has_mbedtls || echo libmbedtls-dev
    # Who can't install it has a tool for this machine's architecture.
    if [ "$1" = test ] || { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }; then
      for arch in $(other_architectures); do
        command -v "$(triplet "$arch" gnu)-gcc" >/dev/null || cross_compiler_package "$arch"
      done
    fi
  fi
  case $1 in
    run) command -v "$(qemu "$(own_architecture)")" >/dev/null || qemu_package "$(own_architecture)" ;;
    test)
      [ "$(qemu_major)" -ge "$LEAST_TEST_QEMU" ] || qemu_package "$(own_architecture)"
      if command -v dpkg-query >/dev/null; then
        for package in $TEST_PACKAGES; do
          case $(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null) in
            installed) ;;
            *) echo "$package" ;;
          esac
        done
      fi
      ;;
  esac
}

# Architectures whose programs are compiled by a cross compiler here.
other_architectures() {
  for arch in $ARCHITECTURES; do
    [ "$arch" = "$(own_architecture)" ] || echo "$arch"
  done
}

# Fetches musl and mbedTLS of the architectures that there is a cross compiler for, by apt and without root.
fetch_foreign_libraries() {
  [ "$1" = test ] || is_stale || return 0
  command -v apt-get >/dev/null || return 0
  for arch in $(other_architectures); do
    if command -v "$(triplet "$arch" gnu)-gcc" >/dev/null && ! has_foreign_libraries "$arch"; then
      say "fetching musl and mbedTLS for $arch"
      "$root/setup/libraries" "$arch" || die "musl and mbedTLS for $arch could not be fetched: see the lines above"
    fi
  done
}

# The architectures that this machine can compile the guest's programs for.
compilable_architectures() {
  able=$(own_architecture)
  for arch in $(other_architectures); do
    if can_cross_compile "$arch"; then
      able="$able $arch"
    else
      say "the tool will build images for $able only: for $arch install $(cross_compiler_package "$arch")," \
        "run setup/libraries $arch and change or touch pom.xml (docs/architectures.md)"
    fi
  done
  echo "$able"
}

# Static libraries for Linux, in any of the places where guest/binary/src/build/compile.sh looks.
has_mbedtls() {
  for file in "${BOOT2DOCKER_MBEDTLS:-/usr}/lib/$(triplet "$(own_architecture)" gnu)/libmbedtls.a" \
    "${BOOT2DOCKER_MBEDTLS:-/usr}"/lib64/libmbedtls.a "${BOOT2DOCKER_MBEDTLS:-/usr}"/lib/libmbedtls.a; do
    [ ! -f "$file" ] || return 0
  done
  return 1
}

qemu_major() {
  program=$(qemu "$(own_architecture)")
  if command -v "$program" >/dev/null; then
    "$program" --version | sed -n '1s/.*version \([0-9]*\)\..*/\1/p'
  else
    echo 0
  fi
}

# One command that installs them, for the system at hand.
command_line_for() {
  list=$(printf '%s\n' "$1" | sort -u | tr '\n' ' ')
  if command -v apt-get >/dev/null; then
    backports=
    ! needs_backports "$list" || backports='-t bookworm-backports '
    echo "run: sudo apt-get install $backports$(echo "$list" | sed 's/\bjdk\b/default-jdk-headless/')"
  elif command -v dnf >/dev/null; then
    echo "run: sudo dnf install java-21-openjdk-devel maven musl-gcc mbedtls-devel mbedtls-static qemu-system-x86 edk2-ovmf"
  elif command -v pacman >/dev/null; then
    echo "run: sudo pacman -S jdk21-openjdk maven musl qemu-system-x86 edk2-ovmf; $MBEDTLS_BY_HAND"
  elif command -v brew >/dev/null; then
    echo "run: brew install openjdk@21 maven qemu filosottile/musl-cross/musl-cross; $MBEDTLS_BY_HAND"
  else
    echo "install these with your system's package manager: $list"
  fi
}

# Debian 12 has too old a QEMU and no virt-fw-vars; its backports suite has both.
needs_backports() {
  case $1 in
    *qemu-system* | *python3-virt-firmware*) grep -qs '^VERSION_CODENAME=bookworm' /etc/os-release ;;
    *) return 1 ;;
  esac
}

# Installs packages as root on Debian or Ubuntu.
install_packages() {
  say "installing with apt: $*"
  export DEBIAN_FRONTEND=noninteractive
  needs_backports "$*" && add_backports
  # A source of the user's that fails here need not be one that has our packages.
  apt update || say "warning: not all package sources could be read"
  newer=
  rest=
  for package in "$@"; do
    [ "$package" != jdk ] || package=$(jdk_package)
    case $package in
      qemu-* | ovmf | seabios) newer="$newer $package" ;;
      *) rest="$rest $package" ;;
    esac
  done
  without_services
  # shellcheck disable=SC2086 # lists
  [ -z "$rest" ] || apt install $rest || die "apt could not install$rest: see the lines above"
  target=
  ! needs_backports "$newer" || target='-t bookworm-backports'
  # shellcheck disable=SC2086
  [ -z "$newer" ] || apt install $target $newer || die "apt could not install$newer: see the lines above"
  with_services
}

# apt-get without questions; waits for another one and tries downloads again; all it says goes to stderr.
apt() {
  verb=$1
  shift
  [ "$verb" != install ] || set -- -y --no-install-recommends "$@"
  apt-get -q -o DPkg::Lock::Timeout=600 -o Acquire::Retries=5 -o Dpkg::Use-Pty=0 \
    -o Dpkg::Options::=--force-confold "$verb" "$@" >&2 </dev/null
}

# The oldest JDK that does; which ones there are depends on the release.
jdk_package() {
  for candidate in openjdk-17-jdk-headless openjdk-21-jdk-headless openjdk-25-jdk-headless; do
    case $(apt-cache policy "$candidate" 2>/dev/null) in
      *Candidate:*[0-9]*) echo "$candidate" && return ;;
    esac
  done
  echo default-jdk-headless
}

# Packages may bring services (docker-registry); a test run must not leave them running.
without_services() {
  policy=
  if [ ! -e /usr/sbin/policy-rc.d ]; then
    policy=/usr/sbin/policy-rc.d
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod 755 "$policy"
    trap 'rm -f /usr/sbin/policy-rc.d' EXIT
    trap 'exit 130' INT TERM HUP
  fi
}

with_services() {
  [ -z "$policy" ] || rm -f "$policy"
  trap - EXIT INT TERM HUP
}

# Adds the backports suite of the mirror that this machine uses, unless it is there.
add_backports() {
  # shellcheck disable=SC2016 # apt's own variables
  targets=$(apt-get indextargets --format '$(RELEASE) $(REPO_URI)' 'Created-By: Packages')
  case $targets in
    *bookworm-backports*) return ;;
  esac
  uri=$(printf '%s\n' "$targets" | sed -n 's/^bookworm //p' | head -n 1)
  [ -n "$uri" ] || die "no source of Debian 12 is configured: add one with the suite bookworm-backports, for a newer QEMU"
  signed=$(signed_by "${uri%/}")
  say "adding the suite bookworm-backports, for a newer QEMU: /etc/apt/sources.list.d/boot2docker-backports.list"
  printf 'deb %s%s bookworm-backports main\n' "${signed:+[signed-by=$signed] }" "$uri" \
    >/etc/apt/sources.list.d/boot2docker-backports.list
}

# The key file that the machine's own source with this address names; nothing when apt's usual keys serve.
signed_by() {
  for file in /etc/apt/sources.list /etc/apt/sources.list.d/*; do
    case $file in
      *.sources)
        awk -v uri="$1" 'BEGIN { RS = "" } index($0, uri) && match($0, /Signed-By:[ \t]*\/[^ \t\n]+/) {
          value = substr($0, RSTART, RLENGTH); sub(/^[^\/]*/, "", value); print value }' "$file"
        ;;
      *.list)
        [ ! -r "$file" ] || grep -F -e "$1" "$file" | sed -n 's/^deb.*signed-by=\(\/[^] ]*\).*/\1/p'
        ;;
    esac
  done | head -n 1
}
