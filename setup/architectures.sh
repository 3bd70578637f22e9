# shellcheck shell=sh
# Read by setup/packages.sh and guest/binary/src/build/compile.sh: what the tools that compile the guest's programs call
# an architecture. docs/architectures.md lists all places that know one.

# All whose programs the tool carries, by Debian's names.
# shellcheck disable=SC2034 # of those who read this
ARCHITECTURES='amd64 arm64'

# Prints Debian's name of this machine's own architecture.
own_architecture() {
  case $(uname -m) in
    x86_64 | amd64) echo amd64 ;;
    aarch64 | arm64) echo arm64 ;;
    *) uname -m ;;
  esac
}

# Prints the architecture as compilers name it: triplet amd64 gnu.
triplet() {
  case $1 in
    amd64) echo "x86_64-linux-$2" ;;
    arm64) echo "aarch64-linux-$2" ;;
    *) echo "$1-linux-$2" ;;
  esac
}

# Prints Debian's package with the cross compiler.
cross_compiler_package() {
  case $1 in
    amd64) echo gcc-x86-64-linux-gnu ;;
    arm64) echo gcc-aarch64-linux-gnu ;;
    *) echo "gcc-$1-linux-gnu" ;;
  esac
}

# Prints the program that emulates it.
qemu() {
  case $1 in
    amd64) echo qemu-system-x86_64 ;;
    arm64) echo qemu-system-aarch64 ;;
    *) echo "qemu-system-$1" ;;
  esac
}

# Prints Debian's package with that program.
qemu_package() {
  case $1 in
    amd64) echo qemu-system-x86 ;;
    arm64) echo qemu-system-arm ;;
    *) echo qemu-system-misc ;;
  esac
}

# Prints the folder with Debian's packages musl-dev and libmbedtls-dev of another architecture, unpacked.
foreign_libraries() {
  echo "${BOOT2DOCKER_LIBRARIES:-${BOOT2DOCKER_CACHE:-${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/boot2docker}/libraries}/$1"
}

# Whether all is there that compiles programs for another architecture.
can_cross_compile() {
  command -v "$(triplet "$1" gnu)-gcc" >/dev/null 2>&1 && has_foreign_libraries "$1"
}

has_foreign_libraries() {
  [ -f "$(foreign_libraries "$1")/usr/lib/$(triplet "$1" musl)/libc.a" ] &&
    [ -f "$(foreign_libraries "$1")/usr/lib/$(triplet "$1" gnu)/libmbedtls.a" ]
}
