# shellcheck shell=bash
# Places, messages and locks.
set -euo pipefail

ROOT=$(cd "$LIB/../.." && pwd)
STATE=$ROOT/.odoo                         # everything made for this checkout; remove it to start over
CACHE=${CCB_CACHE:-${XDG_CACHE_HOME:-${HOME:-/nonexistent}/.cache}/call-center-billing}
LOGS=$STATE/log

# Without byte code every start of Odoo takes three times as long; it is kept beside the sources of nobody.
unset PYTHONDONTWRITEBYTECODE
export PYTHONPYCACHEPREFIX=$STATE/pycache

say() { printf '[%3ss] %s\n' "$SECONDS" "$*" >&2; }
die() { printf 'call-center-billing: %s\n' "$*" >&2; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }
hash_of() { sha256sum | cut -c1-16; }

# A number that differs between checkouts, for names that they must not share.
checkout_id() { printf '%s' "$ROOT" | sha256sum | cut -c1-8; }

# quietly LOG COMMAND...: output goes to the log; its last line is the reason given on failure.
quietly() {
  local log=$1; shift
  "$@" >>"$log" 2>&1 </dev/null || die "$1 failed: $(grep -v '^ *$' "$log" | tail -1) (all of it: $log)"
}

make_places() {
  local place
  for place in "$STATE" "$LOGS" "$CACHE"; do
    mkdir -p "$place" 2>/dev/null && [ -w "$place" ] \
      || die "cannot write $place: make it writable$([ "$place" != "$CACHE" ] || echo ', or set CCB_CACHE to a folder that is')"
  done
  [ "$(df -Pk "$STATE" | awk 'NR == 2 {print int($4 / 1024)}')" -ge 1500 ] || [ -e "$STATE/venv/.done" ] \
    || die "less than 1.5 GB free under $STATE: Odoo, its Python packages and a database need that much"
}

# One set-up at a time in this checkout (descriptor 9), and one at a time in the cache that checkouts share (8).
# Whatever is started to stay must close both: 8>&- 9>&-
lock() {
  flock -n "$1" || { say "waiting for another set-up to finish"; flock "$1"; }
}
lock_checkout() { exec 9>"$STATE/lock"; lock 9; }
lock_cache() { exec 8>"$CACHE/lock"; lock 8; }
unlock_checkout() { exec 9>&-; }
unlock_cache() { exec 8>&-; }
