# shellcheck shell=bash
# From a bare machine to a template database, each step skipped when it is done. Locks are taken only for what is not:
# a test without a database never waits for another checkout's template.

# set_up_python [test]: enough for what needs no database
set_up_python() {
  make_places
  system_packages "${1:-}"
  if ! odoo_is_there || ! python_is_there; then
    lock_checkout; lock_cache
    fetch_odoo
    python_environment
    unlock_cache; unlock_checkout
  fi
  odoo_on_python_path
}

# set_up [test]: all of it. The checkout stays locked until `unlock_checkout`.
set_up() {
  set_up_python "${1:-}"
  lock_checkout
  postgres_up
  write_odoo_configuration
  if ! template_is_there; then
    lock_cache
    make_template
    unlock_cache
  fi
}

# use_set_up: what set_up left, for commands that only use it
use_set_up() {
  [ -e "$STATE/venv/.done" ] && [ -e "$STATE/odoo.conf" ] || die "not set up yet: make setup"
  postgres_up
}
