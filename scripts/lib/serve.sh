# shellcheck shell=bash
# Odoo as a server: a free port, start, wait, stop. One server per database, known by its pid file.

pid_file() { echo "$STATE/run/$1.pid"; }
url_file() { echo "$STATE/run/$1.url"; }

# server_runs DATABASE: the pid in its file is alive and is our Odoo on that database, not a later process of that number
server_runs() {
  local pid
  pid=$(cat "$(pid_file "$1")" 2>/dev/null) && [ -r "/proc/$pid/cmdline" ] \
    && tr '\0' ' ' < "/proc/$pid/cmdline" | grep -F -- "$STATE/venv/bin/python" | grep -F -- " -d $1 " >/dev/null
}

port_is_free() {
  python3 - "$1" <<'PYTHON' 2>/dev/null
import socket, sys
with socket.socket() as probe:
    probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    probe.bind(("127.0.0.1", int(sys.argv[1])))
PYTHON
}

check_port() { # [PORT]
  [[ ${1:-8069} =~ ^[1-9][0-9]{0,4}$ ]] && [ "${1:-8069}" -le 65535 ] || die "CCB_PORT=$1 is not a port"
}

# choose_port [FROM]: sets PORT to the first port nobody serves and no other checkout has just chosen. The lock, on
# descriptor 7, is inherited by the server and held for as long as it runs.
choose_port() {
  local wanted=${1:-8069}
  check_port "$wanted"
  mkdir -p "$CACHE/ports"
  for ((PORT = wanted; PORT <= wanted + 200 && PORT <= 65535; PORT++)); do
    exec 7>"$CACHE/ports/$PORT"
    if flock -n 7 && port_is_free "$PORT"; then
      [ "$PORT" = "$wanted" ] || say "port $wanted is in use; taking $PORT"
      return
    fi
  done
  die "no free port from $wanted on: set CCB_PORT"
}

serve_in_background() { # DATABASE LOG [OPTION …]
  local pid
  mkdir -p "$STATE/run"
  choose_port "${CCB_PORT:-}"
  # as a script: with workers Odoo starts a part of itself by its own path, which a module has not
  ODOO_RC=$STATE/odoo.conf setsid "$PYTHON" -P "$STATE/root/usr/bin/odoo" --addons-path="$(odoo_addons_path)" server -d "$1" -p "$PORT" \
    --logfile="$2" "${@:3}" >/dev/null 2>>"$2" </dev/null 8>&- 9>&- &
  pid=$!
  echo "$pid" > "$(pid_file "$1")"
  echo "http://127.0.0.1:$PORT" > "$(url_file "$1")"
  exec 7>&-
  python3 "$LIB/wait_http.py" "http://127.0.0.1:$PORT/web/login" "$pid" 120 \
    || die "the server did not answer: $(last_error "$2") (all of it: $2)"
}

stop_server() { # DATABASE
  local pid
  if server_runs "$1"; then
    pid=$(cat "$(pid_file "$1")")
    # a signal to Odoo itself, twice if need be (the second makes it leave at once), then to its whole group
    kill "$pid"; wait_for_end "$pid" 10 || kill "$pid" || true
    wait_for_end "$pid" 5 || kill -KILL -- "-$pid" || true
    say "server of $1 stopped"
  fi
  rm -f "$(pid_file "$1")" "$(url_file "$1")"
}
wait_for_end() { # PID SECONDS
  local tries=$(($2 * 5))
  while [ -e "/proc/$1" ] && [ "$(awk '/^State/ {print $2}' "/proc/$1/status" 2>/dev/null)" != Z ]; do
    [ "$((tries--))" -gt 0 ] || return 1
    sleep 0.2
  done
}
stop_servers() {
  local file
  for file in "$STATE"/run/*.pid; do
    [ ! -e "$file" ] || stop_server "$(basename "$file" .pid)"
  done
}
