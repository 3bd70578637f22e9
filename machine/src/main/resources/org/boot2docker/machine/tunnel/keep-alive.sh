# shellcheck shell=sh
# Runs a program, and again when it dies while it is wanted. Arguments: the file with its process id,
# which it writes when it works and deletes when it ends by itself, as who stops it does; the file
# with the id of the process without which it has no use; its log; its command.
own=$1 needed=$2 log=$3
shift 3
last='' pause=1

is_wanted() {
  [ "$(cat "$own" 2>/dev/null)" = "$last" ] && kill -0 "$(cat "$needed" 2>/dev/null)" 2>/dev/null
}

while :; do
  begun=$(date +%s)
  trap 'kill $! 2>/dev/null; exit 143' TERM
  "$@" &
  wait $!
  status=$?
  trap - TERM
  case $status in 0 | 143) exit $status ;; esac
  [ "$(cat "$own" 2>/dev/null)" != $! ] || last=$!
  [ -n "$last" ] && is_wanted || exit $status
  [ $(($(date +%s) - begun)) -lt 60 ] || pause=1
  [ "$(wc -c <"$log")" -lt 262144 ] || : >"$log"
  echo "$(date -u +%Y-%m-%dT%H:%M:%SZ) the process died (status $status): starting it again in $pause s"
  rest=$pause
  while [ $rest -gt 0 ]; do
    sleep 1
    is_wanted || exit $status
    rest=$((rest - 1))
  done
  pause=$((pause * 2))
  [ $pause -le 64 ] || pause=64
done
