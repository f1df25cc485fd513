#!/usr/bin/env bash
# The FreeSWITCH kit's scripts, run by Lua 5.4 against the product: tests/switch/prove_freeswitch.sh
# A stand-in for FreeSWITCH's objects (freeswitch_standin.lua), the real API. After prove_asterisk.sh.
set -euo pipefail
REPORT=${SWITCH_WORK:-/var/tmp/ccb-switch}/freeswitch.md
mkdir -p "$(dirname "$REPORT")"; : > "$REPORT"
# shellcheck source=tests/switch/switch.sh
. "$(dirname "${BASH_SOURCE[0]}")/switch.sh"
trap finish EXIT
PROGRAMS=$WORK/lua
TOLD=$WORK/freeswitch.log

unpack() { # without installing: Debian's packages in a folder
  local deb
  [ ! -x "$PROGRAMS/usr/bin/lua5.4" ] || return 0
  mkdir -p "$PROGRAMS/debs"
  (cd "$PROGRAMS/debs" && apt-get download -qq lua5.4 lua-cjson)
  for deb in "$PROGRAMS"/debs/*.deb; do dpkg-deb -x "$deb" "$PROGRAMS"; done
}
# call CALL_ID FROM TO SECONDS [PIN]: what the scripts did goes to the log, once more than any call before
call() {
  LUA_CPATH="$PROGRAMS/usr/lib/x86_64-linux-gnu/lua/5.4/?.so" URL=${AT:-$URL} KEY=$KEY \
    "$PROGRAMS/usr/bin/lua5.4" "$HERE/freeswitch_standin.lua" "$KITS/freeswitch" "$@" >"$TOLD" 2>&1 && echo 'done' || echo failed
}
did() { [ "$(grep -c -- "$1" "$TOLD")" = 0 ] && echo no || echo yes; }
holds() { query "select state || ' ' || coalesce(talk_seconds::text, '-') from call_hold where a_number = '$1' order by id desc limit 1"; }

unpack
start_product
make_world
tell "Run of $(date -u '+%F %H:%M') UTC. $("$PROGRAMS/usr/bin/lua5.4" -v | cut -d' ' -f1,2), $(product_version), no FreeSWITCH"
id=$(date +%s)
table 'An allowed call (5 s are there), which lasts 4 s'
expect 'scripts' 'done' "$(call "$id-1" "$CUT" 0701234567 4)"
expect 'hung up by FreeSWITCH after' yes "$(did "sched_hangup +5 $id-1 ALLOTTED_TIMEOUT")"
expect 'warned' yes "$(did "sched_broadcast +3 $id-1 ")"
expect 'bridged' yes "$(did 'bridge sofia/gateway/carrier/0701234567')"
expect 'hold' 'ended 4' "$(holds "$CUT")"
expect 'available' '1\.25' "$(available "$CUT")"
table 'Others'
call "$id-2" "$RUDE" 0701234567 0 >/dev/null
expect 'a blocked customer' yes "$(did 'hangup CALL_REJECTED')"
call "$id-3" +46899999999 0701234567 0 >/dev/null
expect 'a caller whom nobody knows' yes "$(did 'bridge user/reception')"
call "$id-4" anonymous 0701234567 3 "$PIN" >/dev/null
expect 'a withheld number with a PIN' yes "$(did 'bridge sofia/gateway/carrier/')"
call "$id-5" anonymous 0701234567 3 0000000000 >/dev/null
expect 'a withheld number with a wrong PIN' yes "$(did 'hangup CALL_REJECTED')"
call "$id-6" "$RICH\",\"pin\":\"1" 0701234567 1 "" >/dev/null
expect 'a number with quotation marks counts as withheld' yes "$(did '"a_number":"anonymous"')"
call "$id-7" "$RICH" "0701234567@evil'\$" 1 >/dev/null
expect 'a called number with other signs' yes "$(did 'hangup INVALID_NUMBER_FORMAT')"
STEP=7 call "$id-8" "$LONG" 0701234567 12 >/dev/null
expect 'a long call, granted 7 s at a time: more' yes "$(did '"max_seconds": 11')"
expect 'hung up after the last grant' yes "$(did 'sched_hangup +[1-5] ')"
expect 'hold' 'ended 12' "$(holds "$LONG")"
AT=http://127.0.0.1:1 call "$id-9" "$RICH" 0701234567 1 >/dev/null
expect 'without Odoo: refused, as the settings say' yes "$(did 'hangup CALL_REJECTED')"
tell ''; tell "$failures failed"
[ "$failures" = 0 ]
