# shellcheck shell=bash
# The two kinds of test runs, and the database that those in Odoo get.

INSTALL_LOG=$LOGS/test-install.log
# whose tests come after those without Odoo, so that what runs side by side takes equally long
BESIDE=call_center_billing_payment/tests
status=0
beside=
copies=()
test_logs=()
plain_results=$LOGS/tests-plain-$$.xml

# sort_arguments ARGUMENT...: sets extent, plain_paths (tests/), odoo_paths (the add-ons' tests) and options
sort_arguments() {
  local argument
  plain_paths=() odoo_paths=() options=() extent=part
  for argument; do
    case ${argument#"$ROOT"/} in
      tests | tests/*) plain_paths+=("${argument#"$ROOT"/}") ;;
      call_center_billing*) odoo_paths+=("${argument#"$ROOT"/}") ;;
      *) options+=("$argument") ;;
    esac
  done
  [ "${#plain_paths[@]}${#odoo_paths[@]}" = 00 ] || return 0
  [ "${#options[@]}" -gt 0 ] || extent=whole
  plain_paths=(tests)
  mapfile -t odoo_paths < <(printf '%s\n' */tests/__init__.py | sed 's#/__init__.py##; /\*/d')
}

# make_test_database: every run gets its own copy of a database with our add-ons, so that runs cannot meet. The one it
# is copied from is installed anew for the whole of the tests, and otherwise if the add-ons changed.
make_test_database() {
  local base key
  base=$(database_name test); key="$(template_key) $(addons_key)"
  if [ "$extent" = whole ] || [ "$(database_holds "$base")" != "$key" ]; then
    rm -f "$INSTALL_LOG" "$INSTALL_LOG.err"
    copy_database "$(database_name template)" "$base"
    install_ours "$base" "$INSTALL_LOG"
    mark_database "$base" "$key"
  fi
  drop_left_copies "$base"
  add_copy "$base" "${base}_$$"
  [ "$extent" = part ] || add_copy "$base" "${base}_beside_$$"
  unlock_checkout
}
add_copy() { # FROM TO
  copies+=("$2")
  copy_database "$1" "$2"
}
drop_left_copies() { # of runs that were killed
  local name
  for name in $(sql "select datname from pg_database where datname ~ '^$1_(beside_)?[0-9]+\$'"); do
    [ -e "/proc/${name##*_}" ] || drop_database "$name"
  done
}

# test_without_odoo: its results go into $plain_results
test_without_odoo() {
  if [ "$extent" = part ] && [[ "${plain_paths[*]}" != *e2e* ]]; then options+=(--ignore=tests/e2e); fi
  "$PYTHON" -P -m pytest --junitxml="$plain_results" "${plain_paths[@]}" "${options[@]}" </dev/null
}

run_plain() {
  local code=0
  say "tests without Odoo"
  test_without_odoo || code=$?
  runs+=("$code:$plain_results")
}

# run_both: side by side, for neither keeps two cores busy; the output of those beside comes when all are through.
run_both() {
  local code=0 path here=() there=()
  beside_log=$LOGS/tests-beside-$$.log
  for path in "${odoo_paths[@]}"; do
    if [ "$extent" = whole ] && [ "$path" = "$BESIDE" ]; then there+=("$path"); else here+=("$path"); fi
  done
  say "tests without Odoo${there:+, then those in ${there%%/*}}, meanwhile (into $beside_log)"
  run_beside "${there[@]}" >"$beside_log" 2>&1 &
  beside=$!
  run_in_odoo "${copies[0]}" "$LOGS/tests-odoo-$$" "${here[@]}"
  wait "$beside" || code=$?
  beside=
  say "tests without Odoo"
  cat "$beside_log"
  runs+=("$((code & 15)):$plain_results")
  [ "${#there[@]}" = 0 ] || note_run "$((code >> 4))" "$LOGS/tests-beside-odoo-$$"
}

# run_beside [PATH...]: exits with how the tests without Odoo ended, and 16 times how those in Odoo did
run_beside() {
  local plain=0 runs=() test_logs=()
  test_without_odoo || plain=$?
  [ "$#" = 0 ] || { run_in_odoo "${copies[1]}" "$LOGS/tests-beside-odoo-$$" "$@"; plain=$((plain + 16 * ${runs[0]%%:*})); }
  exit "$plain"
}

# run_in_odoo DATABASE STEM PATH...: results and log go to STEM.xml and STEM.log
run_in_odoo() {
  local code=0 database=$1 stem=$2 configuration; shift 2
  configuration=$STATE/${stem##*/}.conf
  sed "s#^\[options\]#&\nlogfile = $stem.log#" "$STATE/odoo.conf" > "$configuration"
  : > "$stem.log"
  say "tests in Odoo"
  # no job runner: tests run the jobs that they make, and nothing else may
  # not the settings for tests without Odoo: its plug-in is needed, and our pure packages are found through Odoo
  ODOO_QUEUE_JOB_CHANNELS=root:0 "$PYTHON" -P -m pytest -o addopts= -o pythonpath= --odoo-config="$configuration" --odoo-database="$database" \
    --odoo-log-level=warn --odoo-http --junitxml="$stem.xml" "$@" "${options[@]}" </dev/null || code=$?
  rm -f "$configuration"
  note_run "$code" "$stem"
}
note_run() { # CODE STEM
  runs+=("$1:$2.xml")
  test_logs+=("$2.log")
}

# The log of an installation belongs to the run that made it.
check_logs() {
  local code=0
  [ "$extent" = part ] || test_logs=("$INSTALL_LOG" "${test_logs[@]}")
  say "warnings and errors in Odoo's log"
  "$PYTHON" "$ROOT/scripts/check_log.py" "${test_logs[@]}" || code=$?
  runs+=("log:$code")
}

# finish: also when something went wrong before the tests, which is then the one failure
finish() {
  local code=$?
  [ -z "$beside" ] || kill "$beside" 2>/dev/null || true
  local name
  for name in "${copies[@]}"; do (drop_database "$name") || true; done
  echo "${tally:-0 passed, 1 failed}"
  [ "$code" = 0 ] || exit "$code"
  [ -n "$tally" ] && exit "$status"
  exit 1
}
