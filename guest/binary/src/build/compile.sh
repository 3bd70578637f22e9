#!/bin/sh
# Makes the guest's programs from the compiled classes: Java to C by TeaVM, once, then C to one static, stripped binary
# for each architecture, which is the same bytes wherever it is built.
# usage: compile.sh ARCHITECTURES CC STRIP MBEDTLS-PREFIX JAVA CLASSPATH BUILD-DIRECTORY OUTPUT-DIRECTORY
#
# CC, STRIP and MBEDTLS-PREFIX are for this machine's own architecture. For another one there is Debian's cross compiler,
# and musl and mbedTLS in the folder that setup/packages.sh unpacks them into.
set -eu
wanted=$1 own_cc=$2 own_strip=$3 prefix=$4 java=$5 classpath=$6 build=$7 output=$8
prefix=${BOOT2DOCKER_MBEDTLS:-$prefix}
here=$(cd "$(dirname "$0")" && pwd)
sources=$(cd "$here/../main/c" && pwd)
# shellcheck source=setup/architectures.sh
. "$here/../../../../setup/architectures.sh"
own=$(own_architecture)

die() {
  echo "init: $*" >&2
  exit 1
}

require_tool() {
  command -v "$2" >/dev/null 2>&1 ||
    die "$2 is needed to compile PID 1 for $1 but is not installed; on Debian: apt-get install $3"
}

# Sets cc, strip, prefix and libraries for an architecture, or says what is missing.
choose() {
  arch=$1
  if [ "$arch" = "$own" ]; then
    cc=$own_cc strip=$own_strip mbedtls=$prefix
    require_tool "$arch" "$cc" musl-tools
    require_tool "$arch" "$strip" binutils
  else
    cc=$(triplet "$arch" gnu)-gcc strip=$(triplet "$arch" gnu)-strip mbedtls=$(foreign_libraries "$arch")/usr
    require_tool "$arch" "$cc" "$(cross_compiler_package "$arch")"
    has_foreign_libraries "$arch" ||
      die "musl and mbedTLS for $arch are missing in $(foreign_libraries "$arch"): run setup/libraries $arch (docs/init.md)," \
        "or compile for this machine's architecture only: -Dinit.architectures=$own"
  fi
  # Debian has a directory of libraries for each architecture, others have one.
  libraries=
  for directory in "$mbedtls/lib/$(triplet "$arch" gnu)" "$mbedtls/lib64" "$mbedtls/lib"; do
    [ -n "$libraries" ] || [ ! -f "$directory/libmbedcrypto.a" ] || libraries=$directory
  done
  if [ -z "$libraries" ] || [ ! -d "$mbedtls/include/mbedtls" ]; then
    die "mbedTLS's static libraries for $arch are missing in $mbedtls: on Debian apt-get install libmbedtls-dev," \
      "elsewhere unpack that package and set BOOT2DOCKER_MBEDTLS to its folder usr"
  fi
}

# to_binary NAME [C-SOURCE-OR-LIBRARY...], for the architecture of choose
to_binary() {
  name=$1
  shift
  if [ "$arch" != "$own" ]; then
    # musl's own file for gcc names the places where the package would be installed. gcc splits it at blanks, so the
    # folder, which the user has chosen, has another name there.
    place=$(mktemp -d)
    ln -s "$mbedtls" "$place/usr"
    sed "s#/usr/#$place/usr/#g" "$mbedtls/lib/$(triplet "$arch" musl)/musl-gcc.specs" >"$build/include-$arch/musl-gcc.specs"
    set -- "$@" -specs "$build/include-$arch/musl-gcc.specs"
  fi
  case $arch in
    # Atomic instructions by functions of libgcc would ask glibc which ones the processor has.
    arm64) set -- "$@" -mno-outline-atomics ;;
  esac
  sh "$here/c-to-binary.sh" "$cc" "$strip" "$build/c/$name" "$output/$arch/$name" "$build/c/$name-$arch" \
    -I"$build/include-$arch" -I"$sources" -Wl,-t -Wl,-t "$@" >"$build/c/$name-$arch.trace"
  # By the linker's own words, which are said twice to have the members that it took, as in (libc.a)exit.lo: it opens
  # other archives in vain.
  sed -n 's#^(*\([^()]*/lib[^/()]*\.a\)[()].*#\1#p' "$build/c/$name-$arch.trace" |
    sed "s#^${place:-/none}/usr/#$mbedtls/#" | LC_ALL=C sort -u >"$build/c/$name-$arch.libraries"
  [ -z "${place-}" ] || rm -r "$place"
  place=
}

# linked NAME VERSION FILE-PATTERN: a line with the programs that the library is linked into. Nothing of the library's
# files themselves: what of them is not in the programs must not decide the image's bytes.
linked() {
  users=
  for program in init iptables tls; do
    ! grep -q "/$3\$" "$build/c/$program-$arch.libraries" || users="$users $program"
  done
  [ -n "$users" ] || return 0
  [ -n "$2" ] || die "the version of $1 for $arch is in none of its files: install another package of it"
  echo "$1 $2$users"
}

# What is in the programs besides our own classes, for bills of materials.
write_linked() {
  # They are in every build: without them the linker's words were not understood.
  if ! grep -q '/libmbed' "$build/c/tls-$arch.libraries" || ! grep -q '/libc\.a$' "$build/c/init-$arch.libraries"; then
    die "which libraries the programs for $arch have is not in $build/c/*-$arch.trace: take a folder without ( in its name"
  fi
  musl=$(sed -n '/\/libc\.a$/p' "$build/c/init-$arch.libraries")
  version=$("$("$cc" -print-prog-name=ar)" p "$musl" version.lo version.o 2>/dev/null |
    LC_ALL=C grep -ao '[0-9][0-9]*\.[0-9][0-9]*\.[0-9][0-9]*' | head -n 1)
  linked musl "$version" 'libc\.a'
  linked libgcc "$("$cc" -dumpfullversion)" 'libgcc\.a'
  # 2.28 has its version in one header, and 3 in another.
  linked mbedtls "$(cat "$mbedtls"/include/mbedtls/version.h "$mbedtls"/include/mbedtls/build_info.h 2>/dev/null |
    sed -n 's/^#define MBEDTLS_VERSION_STRING  *"\(.*\)".*/\1/p' | head -n 1)" 'libmbed.*\.a'
  teavm=$(echo "$classpath" | tr ':' '\n' | grep '/teavm-classlib-[^/]*\.jar$' | head -n 1)
  version=${teavm##*/teavm-classlib-}
  [ -n "$version" ] || die "TeaVM's class library is not on the class path: build with Maven"
  echo "teavm-classlib ${version%.jar} init iptables tls"
}

# All programs of one architecture.
binaries() {
  choose "$1"
  mkdir -p "$output/$arch"
  # Of the system's headers only mbedTLS's: those of its C library are not musl's.
  mkdir -p "$build/include-$arch"
  ln -sfn "$mbedtls/include/mbedtls" "$build/include-$arch/mbedtls"
  [ ! -d "$mbedtls/include/psa" ] || ln -sfn "$mbedtls/include/psa" "$build/include-$arch/psa"
  to_binary init
  to_binary iptables
  to_binary tls "$sources/boot2docker-mbedtls.c" "$sources/fortify.c" \
    "$libraries/libmbedtls.a" "$libraries/libmbedx509.a" "$libraries/libmbedcrypto.a"
  write_linked >"$output/$arch/linked"
}

# The bytes of every class that is on the class path, and the names of libraries, which bear their version. A module of
# this build is its directory of classes, whether Maven has made a jar of it yet or not.
compiled_from() {
  (
    IFS=:
    for entry in $classpath; do
      case $entry in
        */target/*.jar) entry=${entry%/*}/classes ;;
      esac
      if [ -d "$entry" ]; then
        (cd "$entry" && find . -name '*.class' | LC_ALL=C sort | xargs cat)
      else
        echo "${entry##*/}"
      fi
    done
  )
}

# The tools and libraries of all architectures.
compiled_with() {
  for each in $wanted; do
    choose "$each"
    echo "$arch $cc $strip"
    cat "$libraries"/libmbed*.a
  done
}

are_there() {
  for each in $wanted; do
    for program in init iptables tls linked; do
      [ -f "$output/$each/$program" ] || return 1
    done
  done
}

# Missing tools are said before TeaVM works.
for each in $wanted; do
  choose "$each"
done

# Nothing to do when the classes, the tools' names and this directory are the same as the last time.
stamp=$build/init.inputs
inputs=$(
  {
    compiled_with
    cat "$here"/* "$sources"/*
    compiled_from
  } | cksum
)
if are_there && [ "$(cat "$stamp" 2>/dev/null)" = "$inputs" ]; then
  exit 0
fi

rm -rf "$build/c"
for each in $ARCHITECTURES; do
  rm -rf "${output:?}/$each"
done
sh "$here/java-to-c.sh" "$java" "$classpath" org.boot2docker.guest.binary.Main "$build/c/init"
# A program of its own because of its size: a process of init takes twice as long to start.
sh "$here/java-to-c.sh" "$java" "$classpath" org.boot2docker.guest.programs.firewall.Main "$build/c/iptables"
sh "$here/java-to-c.sh" "$java" "$classpath" org.boot2docker.guest.programs.tls.Main "$build/c/tls"
compilers=
for each in $wanted; do
  binaries "$each" &
  compilers="$compilers $!"
done
for compiler in $compilers; do
  wait "$compiler"
done
echo "$inputs" >"$stamp"
