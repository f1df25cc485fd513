#!/usr/bin/env bash
# Writes docs/switch-proof.md from the reports of the three proofs: tests/switch/record.sh
set -euo pipefail
work=${SWITCH_WORK:-/var/tmp/ccb-switch}
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

report() { # HEADING FILE: the report without regular expressions' backslashes, one heading lower
  printf '\n## %s\n\n' "$1"
  sed -E '/^\|/ s/\\([.[])/\1/g' "$2"
}

{
  cat <<'TEXT'
# What was tried on switches

Each table is what a script printed, unchanged: `tests/switch/prove_asterisk.sh`, `prove_kamailio.sh` and
`prove_freeswitch.sh` (as root; they make a Debian of their own under `/var/tmp/ccb-switch`, 750 MB, and a database
`ccb_switch`). They are not part of `make test`; `tests/switch/test_kits.py` is, which compares what the kits say and
expect with the API's own schemas. This page is written by `tests/switch/record.sh` from the last run. The customers
pay 1 krona a second, and 25 % tax. *Expected* is a pattern.

TEXT
  echo "Telephones are sipp on loopback addresses."
  report 'Asterisk: a real one' "$work/asterisk.md"
  report 'Kamailio: a real one' "$work/kamailio.md"
  report "FreeSWITCH: its scripts only" "$work/freeswitch.md"
  cat <<'TEXT'

Not tried: a real FreeSWITCH; Kamailio with a media server, and its records in a database; telephones that send sound,
so that prompts were seen in Asterisk's log and not heard; TLS.

## What the real switches taught

* Asterisk plays the warning of `Dial(L())` to its end before it lets the caller go: with two seconds left, a spoken one
  made the call a second too long. Near the end there is a beep instead, and no more is charged than was granted.
* `ANSWEREDTIME` counts from the caller's own answer: with a PIN, its entry and the ringing would have been charged. The
  kit notes the moment when the called party answers.
* With `Dial(,,g)` the caller's line gets a second record of the same `uniqueid` for the time after the conversation.
  The kit's dialplan writes none.
* A channel made by `Originate` writes records too, unless both of its ends say `CDR_PROP(disable)`.
* Kamailio sends a key that stands in `httpcon` only when asked for it, unless `authmethod` is set **above** that line.
* Kamailio 5.6.3 does not hang up the called side of a call that runs out of time if the caller's telephone confirms its
  BYE first, and such a dialog has no end. It is a race, and came in three of some twenty calls on this busy machine;
  a row that says FAILED above is one. The kit tells Odoo the end all the same.
* Kamailio writes no record of a call that ran out of time, unless `cdr_expired_dlg_enable` is set.
TEXT
} > docs/switch-proof.md
