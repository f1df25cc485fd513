#!/usr/bin/env bash
# Kamailio 5.6.3 with the kit, sipp as its telephones, and the product: tests/switch/prove_kamailio.sh
# After prove_asterisk.sh, whose system has sipp. The report goes to standard output and to /var/tmp/ccb-switch/kamailio.md.
set -euo pipefail
REPORT=${SWITCH_WORK:-/var/tmp/ccb-switch}/kamailio.md
mkdir -p "$(dirname "$REPORT")"; : > "$REPORT"
# shellcheck source=tests/switch/switch.sh
. "$(dirname "${BASH_SOURCE[0]}")/switch.sh"
trap finish EXIT
export SWITCH_AT=127.0.7.11:5060
PROGRAMS=$WORK/kamailio
FULL=$WORK/kamailio.log
packages=(kamailio kamailio-utils-modules kamailio-extra-modules libpcre3 libjansson4 libcurl3-gnutls libevent-2.1-7)

unpack() { # without installing: Debian's packages in a folder
  local deb
  [ ! -x "$PROGRAMS/usr/sbin/kamailio" ] || return 0
  mkdir -p "$PROGRAMS/debs"
  (cd "$PROGRAMS/debs" && apt-get download -qq "${packages[@]}")
  for deb in "$PROGRAMS"/debs/*.deb; do dpkg-deb -x "$deb" "$PROGRAMS"; done
}
LIBRARIES=$PROGRAMS/usr/lib/x86_64-linux-gnu:$PROGRAMS/usr/lib/x86_64-linux-gnu/kamailio
kamailio() { LD_LIBRARY_PATH=$LIBRARIES "$PROGRAMS/usr/sbin/kamailio" -f "$WORK/etc/kamailio.cfg" "$@"; }
configure() { # STEP EXTEND_BEFORE
  mkdir -p "$WORK/etc"
  sed "s|^mpath=.*|mpath=\"$PROGRAMS/usr/lib/x86_64-linux-gnu/kamailio/modules/\"|" "$KITS/kamailio/kamailio.cfg" \
    > "$WORK/etc/kamailio.cfg"
  sed "s|:KEY@127.0.0.1:8069|:$KEY@${URL#http://}|; s|CB_STEP 3600|CB_STEP $1|; s|CB_EXTEND_BEFORE 60|CB_EXTEND_BEFORE $2|" \
    "$KITS/kamailio/call_billing_settings.cfg" > "$WORK/etc/call_billing_settings.cfg"
  chmod 600 "$WORK/etc/call_billing_settings.cfg"
}
start_kamailio() {
  # not by the function above: the process itself is to be ended
  LD_LIBRARY_PATH=$LIBRARIES "$PROGRAMS/usr/sbin/kamailio" -f "$WORK/etc/kamailio.cfg" -DD -E -Y "$WORK" >>"$FULL" 2>&1 &
  KAMAILIO=$!
  started+=("$KAMAILIO")
  sleep 3
  kill -0 "$KAMAILIO" 2>/dev/null || die "Kamailio did not start: $FULL"
}
stop_kamailio() { kill "$KAMAILIO"; wait "$KAMAILIO" || true; }
# called_talked: seconds that the called party was connected, by its own clock
called_talked() { python3 "$HERE/talked.py" "$SYSTEM/tmp/answers.csv" last; }
holds() { query "select state || ' ' || coalesce(talk_seconds::text, '-') from call_hold where a_number = '$1' order by id desc limit 1"; }
refusal() { tr -d '\n' < "$SYSTEM/tmp/log.txt" | tail -c 80; }

calls() {
  table 'An allowed call (5 s are there)'
  expect 'sipp: connected, then hung up by the switch' 'done' "$(phone caller "<sip:$CUT@phone>" 0701234567 127.0.7.2)"
  expect 'seconds of conversation, at the called phone' '(4\.|5\.).*' "$(called_talked)"
  sleep 3
  expect 'hold' 'ended [45]' "$(holds "$CUT")"
  expect 'available after: deducted at once' '[01]\..*' "$(available "$CUT")"

  table 'A call that the caller ends after 3 s'
  expect 'sipp: connected' 'done' "$(phone caller_hangs_up "<sip:$RICH@phone>" 0701234567 127.0.7.2 -d 3000)"
  sleep 3
  expect 'hold' 'ended 3' "$(holds "$RICH")"

  table 'Refused'
  expect 'a blocked customer' 'done' "$(phone caller_refused "<sip:$RUDE@phone>" 0701234567 127.0.7.2)"
  expect 'answer to the phone' '403, .*cause=21.*' "$(refusal)"
  expect 'a caller whom nobody knows is put through to customer service' 'done' \
    "$(phone caller_hangs_up '<sip:+46899999999@phone>' 0701234567 127.0.7.2 -d 1000)"
  expect 'customer service: seconds' '1\.0.' "$(python3 "$HERE/talked.py" "$SYSTEM/tmp/answers-service.csv" last)"
  expect 'a withheld number, and no media server to ask for a PIN' 'done' \
    "$(phone caller_refused '<sip:anonymous@anonymous.invalid>' 0701234567 127.0.7.2)"
  expect 'an unknown address' failed "$(phone caller_hangs_up "<sip:$RICH@phone>" 0701234567 127.0.7.9 -d 100)"
}
long_call() {
  stop_kamailio; configure 7 3; start_kamailio
  table 'A long call (12 s), granted 7 s at a time'
  expect 'sipp: connected, then hung up by the switch' 'done' "$(phone caller "<sip:$LONG@phone>" 0701234567 127.0.7.2)"
  expect 'seconds of conversation, at the called phone' '1[123]\..*' "$(called_talked)"
  sleep 3
  expect 'hold' 'ended 1[12]' "$(holds "$LONG")"
  stop_kamailio; configure 3600 60; start_kamailio
}
server_down() {
  table 'Odoo is killed'
  phone caller_hangs_up "<sip:$LOST@phone>" 0701234567 127.0.7.2 -d 1000 >/dev/null # what the source says is known
  kill_server
  expect 'the source says Refuse calls' 'done' "$(phone caller_refused "<sip:$RICH@phone>" 0701234567 127.0.7.2)"
  stop_kamailio; sed -i 's|CB_DOWN "deny"|CB_DOWN "allow"|' "$WORK/etc/call_billing_settings.cfg"; start_kamailio
  expect 'after a start with Connect calls in the settings' 'done' \
    "$(phone caller_hangs_up "<sip:$RICH@phone>" 0701234567 127.0.7.2 -d 1000)"
  start_server
}

unpack
start_product
make_world
: > "$FULL"
configure 3600 60
kamailio -c >"$WORK/kamailio.check" 2>&1 || die "the configuration is wrong: $WORK/kamailio.check"
tell "Run of $(date -u '+%F %H:%M') UTC. $(kamailio -v | head -1), $(product_version)"
start_kamailio
answer 127.0.7.3; answer 127.0.7.4 -service; sleep 1
calls
long_call
server_down
table 'Records and secrets'
expect 'lines in the syslog: calls answered, and the one without Odoo' "$(query "select count(*) + 1 from call_hold where state = 'ended' and talk_seconds > 0 and source_id = $SOURCE")" "$(grep -c 'acc.*duration=.*id=' "$FULL" || true)"
expect 'the key in the log of Kamailio' 0 "$(grep -c -F -- "$KEY" "$FULL" || true)"
tell ''; tell "$failures failed"
[ "$failures" = 0 ]
