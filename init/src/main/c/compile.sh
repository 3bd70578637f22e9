#!/bin/sh
# Compiles the C that TeaVM made to one static, stripped binary that is the same bytes wherever it is built.
# usage: compile.sh ARCH CC DEBIAN-PACKAGE-OF-CC STRIP C-DIRECTORY OUTPUT
set -eu
arch=$1 cc=$2 package=$3 strip=$4 source=$5 output=$6

for tool in "$cc" "$strip"; do
  command -v "$tool" >/dev/null 2>&1 || {
    case $tool in "$strip") package=binutils ;; esac
    echo "init: $tool is needed to compile PID 1 for $arch but is not installed; on Debian: apt-get install $package" >&2
    exit 1
  }
done

# Nothing to do when the C is the same as the last time.
inputs=$(cd "$source" && { echo "$@"; find . -type f \( -name '*.c' -o -name '*.h' \) | LC_ALL=C sort | xargs cat; } | cksum)
mkdir -p "$(dirname "$output")"
if [ -f "$output" ] && [ "$(cat "$source/../init-$arch.inputs" 2>/dev/null)" = "$inputs" ]; then
  exit 0
fi

cd "$source"
"$cc" -static -Os -std=gnu11 -w -D_GNU_SOURCE \
  -ffunction-sections -fdata-sections -fno-strict-aliasing -fno-ident \
  -fno-asynchronous-unwind-tables -fno-unwind-tables -ffile-prefix-map="$source"=. \
  -Wl,--gc-sections -Wl,--build-id=none -Wl,-z,noseparate-code \
  -o "$output.tmp" all.c -lm
"$strip" -s -R .comment -R .note.gnu.property "$output.tmp"
mv "$output.tmp" "$output"
echo "$inputs" > "$source/../init-$arch.inputs"
