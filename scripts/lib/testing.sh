# shellcheck shell=bash
# The two kinds of test runs, and the database that those in Odoo get.

INSTALL_LOG=$LOGS/test-install.log
status=0
beside=
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
  copy="${base}_$$"
  copy_database "$base" "$copy"
  unlock_checkout
}
drop_left_copies() { # of runs that were killed
  local name
  for name in $(sql "select datname from pg_database where datname ~ '^$1_[0-9]+\$'"); do
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

# run_both: side by side, for neither keeps two cores busy; the shorter run's output comes when both are through.
run_both() {
  local code=0
  plain_log=$LOGS/tests-plain-$$.log
  say "tests without Odoo, meanwhile (into $plain_log)"
  test_without_odoo >"$plain_log" 2>&1 &
  beside=$!
  run_in_odoo
  wait "$beside" || code=$?
  beside=
  say "tests without Odoo"
  cat "$plain_log"
  runs+=("$code:$plain_results")
}

run_in_odoo() {
  local code=0 results=$LOGS/tests-odoo-$$.xml configuration=$STATE/test-$$.conf
  test_log=$LOGS/tests-odoo-$$.log
  sed "s#^\[options\]#&\nlogfile = $test_log#" "$STATE/odoo.conf" > "$configuration"
  : > "$test_log"
  say "tests in Odoo"
  # no job runner: tests run the jobs that they make, and nothing else may
  # not the settings for tests without Odoo: its plug-in is needed, and our pure packages are found through Odoo
  ODOO_QUEUE_JOB_CHANNELS=root:0 "$PYTHON" -P -m pytest -o addopts= -o pythonpath= --odoo-config="$configuration" --odoo-database="$copy" \
    --odoo-log-level=warn --odoo-http --junitxml="$results" "${odoo_paths[@]}" "${options[@]}" </dev/null || code=$?
  rm -f "$configuration"
  runs+=("$code:$results")
}

# The log of an installation belongs to the run that made it.
check_logs() {
  local code=0 logs=("$test_log")
  [ "$extent" = part ] || logs=("$INSTALL_LOG" "$test_log")
  say "warnings and errors in Odoo's log"
  "$PYTHON" "$ROOT/scripts/check_log.py" "${logs[@]}" || code=$?
  runs+=("log:$code")
}

# finish: also when something went wrong before the tests, which is then the one failure
finish() {
  local code=$?
  [ -z "$beside" ] || kill "$beside" 2>/dev/null || true
  [ -z "${copy:-}" ] || (drop_database "$copy") || true
  echo "${tally:-0 passed, 1 failed}"
  [ "$code" = 0 ] || exit "$code"
  [ -n "$tally" ] && exit "$status"
  exit 1
}
