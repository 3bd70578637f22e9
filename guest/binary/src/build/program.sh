#!/bin/sh
# Makes one static, stripped program from compiled classes: Java to C by TeaVM, then C to a binary.
# usage: program.sh CC STRIP JAVA CLASSPATH MAIN-CLASS C-DIRECTORY PROGRAM [C-SOURCE-OR-OPTION-OF-CC...]
set -eu
cc=$1 strip=$2 java=$3 classpath=$4 main=$5 c=$6 program=$7
shift 7
here=$(cd "$(dirname "$0")" && pwd)

mkdir -p "$c"
"$java" -XX:+UnlockExperimentalVMOptions -XX:hashCode=2 -XX:+UseSerialGC -cp "$classpath" \
  "$here/JavaToC.java" "$main" "$c" > "$c/teavm.log" 2>&1 || {
  cat "$c/teavm.log" >&2
  exit 1
}

# TeaVM 0.15.0 clones an int[] or byte[] as if its elements were pointers, and writes far beyond the copy's end.
object=$c/classes/java/lang/Object.c
sed 's/isPrimitive(teavm_local_2)/isPrimitive(TEAVM_FIELD(teavm_local_2, TeaVM_Class, itemType))/' "$object" > "$object.tmp"
mv "$object.tmp" "$object"
if grep -q cloneLowLevel "$object" && ! grep -q 'isPrimitive(TEAVM_FIELD' "$object"; then
  echo "init: TeaVM's Object.clone has changed: see whether it still needs what program.sh does to it" >&2
  exit 1
fi

# -O1 instead of -Os: 2% larger when compressed, and a sixth fewer instructions.
# Java's numbers wrap around, which C leaves undefined unless it is told so (-fwrapv).
(
  cd "$c"
  "$cc" -static -O1 -std=gnu11 -w -D_GNU_SOURCE \
    -ffunction-sections -fdata-sections -fno-strict-aliasing -fwrapv -fno-ident \
    -fno-asynchronous-unwind-tables -fno-unwind-tables -ffile-prefix-map="$(dirname "$(dirname "$c")")"=. \
    -Wl,--gc-sections -Wl,--build-id=none -Wl,-z,noseparate-code \
    -o "$program.tmp" all.c "$@" -lm
)
"$strip" -s -R .comment -R .note.gnu.property "$program.tmp"
chmod 755 "$program.tmp"
mv "$program.tmp" "$program"
