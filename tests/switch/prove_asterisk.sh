#!/usr/bin/env bash
# A real Asterisk with the kit, sipp as its phones, and the product: tests/switch/prove_asterisk.sh
# As root, once: a Debian of its own under /var/tmp/ccb-switch (750 MB), and a database ccb_switch with the sample world.
# The report goes to standard output and to /var/tmp/ccb-switch/asterisk.md.
set -euo pipefail
REPORT=${SWITCH_WORK:-/var/tmp/ccb-switch}/asterisk.md
mkdir -p "$(dirname "$REPORT")"; : > "$REPORT"
# shellcheck source=tests/switch/switch.sh
. "$(dirname "${BASH_SOURCE[0]}")/switch.sh"
trap finish EXIT
FULL=$SYSTEM/var/log/asterisk/full
MASTER=$SYSTEM/var/log/asterisk/cdr-csv/Master.csv

configure() {
  cp "$HERE"/asterisk/*.conf "$KITS"/asterisk/*.conf "$SYSTEM/etc/asterisk/"
  (umask 077; echo "$KEY" > "$SYSTEM/etc/asterisk/call_billing.key")
  rm -rf "$SYSTEM/var/spool/asterisk/call_billing" "$FULL" "$MASTER" "$SYSTEM/var/lib/asterisk/astdb.sqlite3"
  mkdir -p "$SYSTEM/var/spool/asterisk/call_billing"
  setting CB_URL "$URL"
}
setting() { # NAME VALUE: in the settings, as an operator would
  sed -i "s|Set($1=[^)]*)|Set($1=$2)|" "$SYSTEM/etc/asterisk/call_billing_settings.conf"
  chroot "$SYSTEM" asterisk -rx 'dialplan reload' >/dev/null 2>&1 || true
}
start_asterisk() {
  chroot "$SYSTEM" asterisk -fn -vvvvv >"$WORK/asterisk.out" 2>&1 &
  started+=($!)
  for _ in $(seq 50); do
    ! chroot "$SYSTEM" asterisk -rx 'core waitfullybooted' >/dev/null 2>&1 || return 0
    sleep 0.3
  done
  die "Asterisk did not start: $WORK/asterisk.out"
}
mark() { wc -l < "$FULL"; }
# did SINCE PATTERN: whether Asterisk's log has it since then
did() { [ "$(tail -n "+$1" "$FULL" | grep -c -- "$2")" = 0 ] && echo no || echo yes; }
# called_talked: seconds that the called party was connected, by its own clock
called_talked() { python3 "$HERE/talked.py" "$SYSTEM/tmp/answers.csv" last; }
holds() { query "select state || ' ' || coalesce(talk_seconds::text, '-') from call_hold where a_number = '$1' order by id desc limit 1"; }

allowed_is_cut() {
  local from; from=$(mark)
  table 'An allowed call (6.25 kr are there, 1 kr a second and 25 % tax: 5 s)'
  expect 'available before' '6\.25' "$(available "$CUT")"
  expect 'sipp: connected, then hung up by the switch' 'done' "$(phone caller "<sip:$CUT@phone>" 0701234567 127.0.7.2)"
  expect 'seconds of conversation, at the called phone' '(5\.0.|4\.9.)' "$(called_talked)"
  expect 'warned (2 s before the end)' yes "$(did "$from" "Playing 'beep")"
  expect 'hold' 'ended 5' "$(holds "$CUT")"
  expect 'available after: deducted at once' '0\.00' "$(available "$CUT")"
  expect 'the next call: refused, and told why' 'done' "$(phone caller_refused "<sip:$CUT@phone>" 0701234567 127.0.7.2)"
  expect 'answer to the phone' '.*cause=21.*' "$(refusal)"
}
refusal() { tr -d '\n' < "$SYSTEM/tmp/log.txt" | tail -c 80; }

denied_hears() {
  local from; from=$(mark)
  table 'A blocked customer'
  expect 'sipp: refused' 'done' "$(phone caller_refused "<sip:$RUDE@phone>" 0701234567 127.0.7.2)"
  expect 'answer to the phone' '403, .*cause=21.*' "$(refusal)"
  expect 'prompt asked for' yes "$(did "$from" 'call-billing-own,blocked_rude')"
  expect 'prompt heard before' yes "$(did "$from" "Playing 'ss-noservice")"
  expect 'called party was called' no "$(did "$from" 'Called PJSIP/')"
}

recording_is_played() {
  local from; from=$(mark)
  table 'The same with a recording uploaded in Odoo'
  expect 'sipp: refused' 'done' "$(phone caller_refused "<sip:$RUDE@phone>" 0701234567 127.0.7.2)"
  expect 'recording fetched and played' yes "$(did "$from" "Playing '/var/spool/asterisk/call_billing/prompt-")"
}

unknown_is_transferred() {
  local from; from=$(mark)
  table 'A caller whom nobody knows'
  expect 'sipp: connected' 'done' "$(phone caller_hangs_up '<sip:+46899999999@phone>' 0701234567 127.0.7.2 -d 1500)"
  expect 'customer service answered' yes "$(did "$from" 'PJSIP/reception-.* answered')"
  expect 'the wanted number was called' no "$(did "$from" 'Called PJSIP/0701234567')"
}

pin_by_keys() { # PIN digits as keys of a telephone
  local from i keys=(); from=$(mark)
  for i in 0 1 2 3 4 5 6 7 8 9; do keys+=(-key "d$i" "${PIN:$i:1}"); done
  table 'A withheld number that calls a premium number, and a PIN'
  expect 'sipp: ten keys, connected, hung up after 3 s' 'done' \
    "$(phone caller_with_pin '<sip:anonymous@anonymous.invalid>' 0900123456 127.0.7.5 -d 3000 "${keys[@]}")"
  sleep 1
  expect 'an agent answered' yes "$(did "$from" 'PJSIP/carrier-.* answered')"
  expect 'charged to the owner of the PIN' 'ended [1-3]' "$(query "select state || ' ' || talk_seconds from call_hold where by_pin order by id desc limit 1")"
}

long_call_goes_on() {
  local from; from=$(mark)
  setting CB_STEP 7; setting CB_EXTEND_BEFORE 3
  table 'A long call (15.00 kr: 12 s), granted 7 s at a time'
  expect 'sipp: connected, then hung up by the switch' 'done' "$(phone caller "<sip:$LONG@phone>" 0701234567 127.0.7.2)"
  expect 'asked for more' yes "$(did "$from" '"max_seconds": 11')"
  expect 'seconds of conversation, at the called phone' '(12\.[01].|11\.9.)' "$(called_talked)"
  expect 'warned' yes "$(did "$from" "Local/warning.*Playing 'beep")"
  expect 'hold' 'ended 12' "$(holds "$LONG")"
  expect 'available after' '0\.00' "$(available "$LONG")"
  setting CB_STEP 3600; setting CB_EXTEND_BEFORE 60
}

hostile_callers() {
  local from; from=$(mark)
  table 'Hostile callers'
  expect 'a number with quotation marks, commas and braces: no number' 'done' \
    "$(phone caller_hangs_up "\"a, b}\" <sip:$RICH%22,%22pin%22:%22%7D@phone>" 0701234567 127.0.7.2 -d 500)"
  expect 'asked as withheld' yes "$(did "$from" '"reason": "withheld"')"
  from=$(mark)
  phone caller_refused "<sip:$RICH@phone>" '0701234567%26PJSIP%2freception' 127.0.7.2 >/dev/null || true
  expect 'a called number that names a second destination: refused unasked' yes "$(did "$from" 'Hangup.*"28"')"
  expect 'somebody was called' no "$(did "$from" 'Called PJSIP/')"
}

server_down() {
  table 'Odoo is killed'
  (sleep 4; kill_server) &
  expect 'during a call: sipp hangs up after 8 s' 'done' "$(phone caller_hangs_up "<sip:$LOST@phone>" 0701234567 127.0.7.2 -d 8000)"
  wait $!
  expect 'a call when the source says Refuse calls' 'done' "$(phone caller_refused "<sip:$RICH@phone>" 0701234567 127.0.7.2)"
  chroot "$SYSTEM" asterisk -rx 'database put call_billing if_unavailable allow' >/dev/null
  expect 'a call when the source says Connect calls' 'done' "$(phone caller_hangs_up "<sip:$RICH@phone>" 0701234567 127.0.7.2 -d 2500)"
  start_server
  expect 'hold of the first: its end got lost' 'open -' "$(holds "$LOST")"
}

records_settle() {
  local said again
  table 'The records of all these calls, posted afterwards'
  wait_for_records
  said=$(post_records)
  expect 'lines of Master.csv' "$(wc -l < "$MASTER")" "$(field lines <<<"$said")"
  expect 'calls that were ended before: their records add nothing' "$(query "select count(*) from call_hold where state = 'ended' and source_id = $SOURCE")" "$(field duplicates <<<"$said")"
  expect 'inner leg of the call to an agent: not a call of its own' 1 "$(field ignored <<<"$said")"
  expect 'stored: all others' "$(($(wc -l < "$MASTER") - 1 - $(field duplicates <<<"$said")))" "$(field stored <<<"$said")"
  expect 'hold whose end got lost' 'settled [78]' "$(holds "$LOST")"
  expect 'calls of the customer who was cut: one, and available' '1 0\.00' \
    "$(query "select count(*) from call_record where a_number = '$CUT' and talk_seconds > 0") $(available "$CUT")"
  again=$(post_records)
  expect 'posted again: nothing new' 0 "$(field stored <<<"$again")"
}
wait_for_records() { chroot "$SYSTEM" asterisk -rx 'cdr submit' >/dev/null 2>&1 || true; sleep 1; }
post_records() { curl -s -H "Authorization: Bearer $KEY" -H 'Content-Type: text/plain' --data-binary "@$MASTER" "$URL/call_center/v1/cdr"; }

key_is_nowhere() {
  table 'Secrets'
  expect 'the key in the log of Asterisk at verbosity 5' 0 "$(grep -c -F -- "$KEY" "$FULL" || true)"
  expect 'the PIN in it, beyond what Read itself tells' 0 "$(grep -F -- "$PIN" "$FULL" | grep -vc 'app_read.c: User entered' || true)"
}

[ "$(id -u)" = 0 ] || die 'as root: a system of its own is made and entered'
bash "$HERE/asterisk_system.sh" "$SYSTEM" | tee "$WORK/versions.txt"
start_product
tell "Run of $(date -u '+%F %H:%M') UTC. $(head -1 "$WORK/versions.txt"), $(tail -1 "$WORK/versions.txt"), $(product_version)"
make_world
configure
start_asterisk
answer 127.0.7.3; answer 127.0.7.4 -service; sleep 1
allowed_is_cut
denied_hears
add_recording
recording_is_played
unknown_is_transferred
pin_by_keys
long_call_goes_on
hostile_callers
server_down
records_settle
key_is_nowhere
tell ''; tell "$failures failed"
[ "$failures" = 0 ]
