#!/bin/sh
# Makes C of compiled classes; it is the same for every architecture.
# usage: java-to-c.sh JAVA CLASSPATH MAIN-CLASS C-DIRECTORY
set -eu
java=$1 classpath=$2 main=$3 c=$4
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
  echo "init: TeaVM's Object.clone has changed: see whether it still needs what java-to-c.sh does to it" >&2
  exit 1
fi
