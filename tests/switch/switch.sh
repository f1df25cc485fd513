# shellcheck shell=bash
# What the proofs have in common: the product beside the switch, phones, and a report of what was expected and seen.

HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
ROOT=$(cd "$HERE/../.." && pwd)
KITS=$ROOT/data/switch
WORK=${SWITCH_WORK:-/var/tmp/ccb-switch}
SYSTEM=$WORK/asterisk
export CCB_DB=${CCB_DB:-ccb_switch}
failures=0
started=()

die() { echo "$*" >&2; exit 1; }
tell() { printf '%s\n' "$*" | tee -a "$REPORT"; }

# end what we started, by its id
finish() {
  local pid
  for pid in "${started[@]}"; do kill "$pid" 2>/dev/null || true; done
  wait
}

# expect WHAT EXPECTED SEEN: a line of the report
expect() {
  local mark=ok
  [[ $3 =~ ^($2)$ ]] || { mark=FAILED; failures=$((failures + 1)); }
  tell "| $1 | ${2//|/ or } | $3 | $mark |"
}
table() { tell ''; tell "| $1 | expected | seen | |"; tell '|---|---|---|---|'; }

# ask OPERATION JSON: as the switch would
ask() { curl -s -m 20 -u "x:$KEY" -H 'Content-Type: application/json' -d "$2" "$URL/call_center/v1/$1"; }
# field NAME: of the JSON object on standard input, names with dots between them
field() {
  python3 -c 'import json, sys
value = json.load(sys.stdin)
for name in sys.argv[1].split("."):
    value = value[name]
print(value)' "$1"
}
available() { ask balance "{\"a_number\": \"$1\"}" | field balance.available; }
query() { "$ROOT/scripts/psql" -AtX -c "$1"; }

# phone SCENARIO FROM TO ADDRESS [options]: one call by sipp; its messages with their moments go to $WORK/messages.csv
phone() {
  local scenario=$1 from=$2 to=$3 address=$4; shift 4
  rm -f "$SYSTEM/tmp/messages.csv" "$SYSTEM/tmp/log.txt"
  cp "$HERE"/sipp/*.xml "$SYSTEM/tmp/"
  chroot "$SYSTEM" sipp "${SWITCH_AT:-127.0.7.1:5060}" -sf "/tmp/$scenario.xml" -s "$to" -key from "$from" -i "$address" -p 5060 \
    -m 1 -l 1 -nostdin -timeout 90 -trace_shortmsg -shortmessage_file /tmp/messages.csv \
    -trace_logs -log_file /tmp/log.txt "$@" >"$WORK/sipp.out" 2>"$WORK/sipp.err" && echo 'done' || echo failed
}
# talked: seconds from the answer to the end, by the phone's clock
talked() { python3 "$HERE/talked.py" "$SYSTEM/tmp/messages.csv"; }

# answer ADDRESS: a called party that answers all calls
answer() {
  cp "$HERE/sipp/answerer.xml" "$SYSTEM/tmp/"
  chroot "$SYSTEM" sipp -sf /tmp/answerer.xml -i "$1" -p 5060 -nostdin \
    -trace_shortmsg -shortmessage_file "/tmp/answers${2:-}.csv" >/dev/null 2>&1 &
  started+=($!)
}

# The product, on a database of its own with the sample world.
start_product() {
  "$ROOT/scripts/demo" >"$WORK/demo.log" 2>&1 || die "no product: $WORK/demo.log"
  URL=$(cat "$ROOT/.odoo/run/$CCB_DB.url")
}
start_server() { start_product; }
# Nothing is left of it that could answer.
kill_server() { kill -KILL -- "-$(cat "$ROOT/.odoo/run/$CCB_DB.pid")"; }
product_version() { echo "Odoo $(query "select latest_version from ir_module_module where name = 'call_center_billing'")"; }
make_world() { # sets KEY, PIN, SOURCE, and the numbers of customers: CUT, RUDE, RICH, LONG, LOST
  local said name
  said=$("$ROOT/scripts/shell" < "$HERE/world.py" 2>"$WORK/world.err" | grep '^{') || die "no world: $WORK/world.err"
  KEY=$(field key <<<"$said"); PIN=$(field pin <<<"$said"); SOURCE=$(field source <<<"$said")
  for name in cut rude rich long lost; do printf -v "${name^^}" %s "$(field "$name" <<<"$said")"; done
}
add_recording() { # the block's prompt gets one: two seconds of a tone
  "$ROOT/scripts/shell" < "$HERE/recording.py" >/dev/null 2>"$WORK/recording.err" || die "no recording: $WORK/recording.err"
}
