# shellcheck shell=bash
# PostgreSQL: one you name (PGHOST, PGPORT, PGUSER, PGPASSWORD), or one private to this checkout, which listens on a
# socket in its own folder and on no port, so that checkouts cannot meet.

# A script started by another of ours inherits its PGHOST: that is not one you named.
is_external_postgres() { [ -n "${PGHOST:-}" ] && [ "$PGHOST" != "${CCB_PRIVATE_PGHOST:-}" ]; }

newest_with() { # PROGRAM FOLDER...: the first folder that holds the program
  local program=$1 folder; shift
  for folder; do
    [ ! -x "$folder/$program" ] || { echo "$folder"; return; }
  done
}
system_postgres() {
  local folders; mapfile -t folders < <(printf '%s\n' /usr/lib/postgresql/*/bin | sort -rV)
  newest_with initdb "${folders[@]}"
}
wants_embedded_postgres() {
  ! is_external_postgres && { [ "${CCB_PG:-}" = embedded ] || [ -z "$(system_postgres)" ]; }
}
postgres_programs() { # the folder with psql, createdb, pg_dump and, for a private server, initdb
  local folders; mapfile -t folders < <(printf '%s\n' /usr/lib/postgresql/*/bin | sort -rV)
  if wants_embedded_postgres; then
    newest_with initdb "$STATE"/venv/lib/python3*/site-packages/embedded_postgres/pginstall/bin
  elif is_external_postgres; then
    newest_with pg_dump "${folders[@]}" /usr/bin /usr/local/bin
  else
    system_postgres
  fi
}

# PostgreSQL refuses to run as root. Root therefore starts it in a user namespace, where it is not root and the files
# still belong to the checkout's owner; or, where namespaces are forbidden (containers), as user postgres or nobody.
postgres_user() { if getent passwd postgres >/dev/null; then echo postgres; else echo nobody; fi; }
postgres_identity() {
  local user
  AS_POSTGRES=(env)
  [ "$(id -u)" = 0 ] || return 0
  AS_POSTGRES=(unshare --user --map-user=1000 --map-group=1000)
  ! "${AS_POSTGRES[@]}" true 2>/dev/null || return 0
  user=$(postgres_user)
  AS_POSTGRES=(setpriv "--reuid=$user" "--regid=$(id -g "$user")" --clear-groups env HOME=/tmp)
}

# postgres_place NAME LIMIT: a folder that the server may write. Elsewhere if this path is closed to it, or too long
# (a socket's path has 107 bytes at most).
postgres_place() {
  local place=$STATE/$1
  if [ ${#place} -gt "$2" ] || ! "${AS_POSTGRES[@]}" test -x "$STATE"; then
    place=/var/tmp/call-center-billing-$(id -u)-$(checkout_id)
    mkdir -p "$place"; [ -O "$place" ] || die "$place belongs to someone else: remove it"
    place=$place/$1
  fi
  [ -d "$place" ] || { mkdir -p "$place"; chmod 700 "$place"; }
  "${AS_POSTGRES[@]}" test -w "$place" || chown -R "$(postgres_user)" "$place"
  echo "$place"
}

postgres_environment() {
  PGBIN=$(postgres_programs)
  [ -n "$PGBIN" ] || die "no PostgreSQL yet: make setup"
  export PGCONNECT_TIMEOUT=10
  if is_external_postgres; then return; fi
  postgres_identity
  PGDATA=$(postgres_place pgdata 200)
  PGHOST=$(postgres_place pgsock 80)
  CCB_PRIVATE_PGHOST=$PGHOST PGUSER=odoo PGPORT=5432
  export PGHOST PGUSER PGPORT CCB_PRIVATE_PGHOST
  unset PGPASSWORD PGDATABASE
}

private_postgres_runs() { "${AS_POSTGRES[@]}" "$PGBIN/pg_ctl" -D "$PGDATA" status >/dev/null 2>&1; }

# The mark `whole` comes last, so that an interrupted initdb is begun again.
make_cluster() {
  say "$("$PGBIN/postgres" --version | sed 's/postgres //')"
  : > "$LOGS/postgres.log"
  "${AS_POSTGRES[@]}" find "$PGDATA" -mindepth 1 -delete
  quietly "$LOGS/postgres.log" "${AS_POSTGRES[@]}" "$PGBIN/initdb" -D "$PGDATA" -U odoo --auth=trust -E UTF8 --locale=C.UTF-8 --no-sync
  "${AS_POSTGRES[@]}" touch "$PGDATA/whole"
}

# Data of another major version: somebody's work, perhaps, so not removed unasked.
check_version() {
  local data program
  data=$("${AS_POSTGRES[@]}" cat "$PGDATA/PG_VERSION")
  program=$("$PGBIN/postgres" --version | grep -o '[0-9]\+' | head -1)
  [ "$data" = "$program" ] || die "the databases here were made by PostgreSQL $data, and this is $program: make clean, and begin anew"
}

# A database for work and tests: speed before safety. CCB_SHARED_BUFFERS is for large ones, as benchmarks make them.
start_private_postgres() {
  local options="-c listen_addresses='' -c unix_socket_directories='$PGHOST'"
  options+=" -c shared_buffers=${CCB_SHARED_BUFFERS:-256MB}"
  options+=" -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200"
  "${AS_POSTGRES[@]}" test -x "$PGBIN/postgres" \
    || die "PostgreSQL does not run as root, and no other user may enter $PGBIN: be another user, or unset CCB_PG"
  "${AS_POSTGRES[@]}" test -e "$PGDATA/whole" || make_cluster
  ! private_postgres_runs || return 0
  check_version
  setsid --wait "${AS_POSTGRES[@]}" "$PGBIN/pg_ctl" -D "$PGDATA" -w -t 60 -l "$PGDATA/log" -o "$options" start \
    >/dev/null 2>&1 </dev/null 8>&- 9>&- \
    || die "PostgreSQL did not start: $("${AS_POSTGRES[@]}" tail -1 "$PGDATA/log") ($PGDATA/log)"
}

postgres_up() {
  local answer
  postgres_environment
  is_external_postgres || start_private_postgres
  answer=$("$PGBIN/psql" -w -d postgres -qAtc 'select 1' 2>&1 </dev/null) \
    || die "PostgreSQL at $PGHOST does not answer: $(tail -1 <<<"$answer")"
}

postgres_down() {
  is_external_postgres && return
  [ -d "$STATE/pgdata" ] || [ -d "/var/tmp/call-center-billing-$(id -u)-$(checkout_id)" ] || return 0
  [ -n "$(postgres_programs)" ] || return 0
  postgres_environment
  ! private_postgres_runs || { "${AS_POSTGRES[@]}" "$PGBIN/pg_ctl" -D "$PGDATA" -m fast -w stop >/dev/null 2>&1 && say "PostgreSQL stopped"; }
}

pg() { local program=$1; shift; "$PGBIN/$program" -w "$@" </dev/null; }
sql() { pg psql -qAt -v ON_ERROR_STOP=1 -d "${2:-postgres}" -c "$1"; } # sql STATEMENT [DATABASE]
