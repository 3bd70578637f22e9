#!/bin/sh
# Makes the guest's programs from the compiled classes: Java to C by TeaVM, then C to one static, stripped binary each,
# which is the same bytes wherever it is built.
# usage: compile.sh ARCH CC DEBIAN-PACKAGE-OF-CC STRIP MBEDTLS-PREFIX JAVA CLASSPATH BUILD-DIRECTORY OUTPUT-DIRECTORY
set -eu
arch=$1 cc=$2 package=$3 strip=$4 prefix=$5 java=$6 classpath=$7 build=$8 output=$9
prefix=${BOOT2DOCKER_MBEDTLS:-$prefix}
here=$(cd "$(dirname "$0")" && pwd)
sources=$(cd "$here/../main/c" && pwd)

for tool in "$cc" "$strip"; do
  command -v "$tool" >/dev/null 2>&1 || {
    case $tool in "$strip") package=binutils ;; esac
    echo "init: $tool is needed to compile PID 1 for $arch but is not installed; on Debian: apt-get install $package" >&2
    exit 1
  }
done

# Where mbedTLS is: Debian has a directory of libraries for each architecture, others have one.
case $arch in
  amd64) triplet=x86_64-linux-gnu ;;
  arm64) triplet=aarch64-linux-gnu ;;
  *) triplet=$arch ;;
esac
libraries=
for directory in "$prefix/lib/$triplet" "$prefix/lib64" "$prefix/lib"; do
  [ -n "$libraries" ] || [ ! -f "$directory/libmbedcrypto.a" ] || libraries=$directory
done
if [ -z "$libraries" ] || [ ! -d "$prefix/include/mbedtls" ]; then
  echo "init: mbedTLS's static libraries for $arch are missing in $prefix: on Debian apt-get install libmbedtls-dev:$arch," \
    "elsewhere unpack that package and set BOOT2DOCKER_MBEDTLS to its folder usr" >&2
  exit 1
fi

# compile MAIN-CLASS NAME [C-SOURCE-OR-LIBRARY...]
compile() {
  main=$1 name=$2
  shift 2
  sh "$here/program.sh" "$cc" "$strip" "$java" "$classpath" "$main" "$build/c/$name" "$output/$name" \
    -I"$build/include" -I"$sources" "$@"
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

# Nothing to do when the classes, the tools' names and this directory are the same as the last time.
stamp=$build/init-$arch.inputs
inputs=$(
  {
    echo "$arch $cc $strip"
    cat "$here"/* "$sources"/* "$libraries"/libmbed*.a
    compiled_from
  } | cksum
)
if [ -f "$output/init" ] && [ -f "$output/iptables" ] && [ -f "$output/tls" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$inputs" ]; then
  exit 0
fi

rm -rf "$build/c"
mkdir -p "$output"
compile org.boot2docker.guest.binary.Main init
# A program of its own because of its size: a process of init takes twice as long to start.
compile org.boot2docker.guest.programs.firewall.Main iptables
# Of the system's headers only mbedTLS's: those of its C library are not musl's.
mkdir -p "$build/include"
ln -sfn "$prefix/include/mbedtls" "$build/include/mbedtls"
[ ! -d "$prefix/include/psa" ] || ln -sfn "$prefix/include/psa" "$build/include/psa"
compile org.boot2docker.guest.programs.tls.Main tls "$sources/boot2docker-mbedtls.c" "$sources/fortify.c" \
  "$libraries/libmbedtls.a" "$libraries/libmbedx509.a" "$libraries/libmbedcrypto.a"
echo "$inputs" > "$stamp"
