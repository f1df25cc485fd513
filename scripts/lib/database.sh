# shellcheck shell=bash
# Databases: one template with every module ours depend on, and copies of it. What a database holds is written on the
# database itself, as its comment, and only when it is whole: so a half-made one is never taken for a good one.

# On a server that is not ours alone, names carry the checkout's number.
database_name() { echo "ccb_$1$(! is_external_postgres || echo "_$(checkout_id)")"; }

database_holds() { # NAME: its comment
  sql "select coalesce(shobj_description(oid, 'pg_database'), '') from pg_database where datname = '$1'"
}
mark_database() { sql "comment on database \"$1\" is '$2'"; } # NAME WHAT
database_exists() { [ "$(sql "select 1 from pg_database where datname = '$1'")" = 1 ]; }

drop_database() { # NAME
  pg dropdb --if-exists -f "$1" 2>/dev/null || die "cannot remove database $1: is someone else using it?"
  rm -rf "${STATE:?}/data/filestore/$1" "${STATE:?}/data/call_spool/$1"
}

# copy_database FROM TO: with its files, by hard links (Odoo never changes a stored file)
copy_database() {
  drop_database "$2"
  pg createdb -T "$1" "$2"
  copy_files "$1" "$2"
  sql "update ir_config_parameter set value = gen_random_uuid()::text where key = 'database.uuid'" "$2"
}
copy_files() {
  local store=$STATE/data/filestore
  rm -rf "${store:?}/$2"
  [ ! -d "$store/$1" ] || cp -al "$store/$1" "$store/$2" 2>/dev/null || cp -a "$store/$1" "$store/$2"
}

our_addons() { python3 "$LIB/addons.py" ours "$ROOT"; } # in the order of their dependencies, one a line
template_modules() { python3 "$LIB/addons.py" template "$ROOT"; }
addons_key() { python3 "$LIB/addons.py" key "$ROOT"; } # of what an installation reads: all but tests

template_key() {
  {
    odoo_release; template_modules; cat "$ROOT/requirements.txt"
    sql 'show server_version_num' | cut -c1-2
  } | hash_of
}

install_into() { # DATABASE LOG MODULES [OPTIONS...]
  local database=$1 log=$2 modules=$3; shift 3
  odoo_run server -d "$database" -i "$modules" --no-http --stop-after-init --logfile "$log" "$@" \
    2>>"$log.err" </dev/null || die "Odoo could not install $modules: $(last_error "$log") (all of it: $log)"
}
last_error() { { grep -h -E '^[A-Za-z_.]*(Error|Exception)\b|(ERROR|CRITICAL)' "$1" "$1.err" 2>/dev/null || echo 'see the log'; } | tail -1; }

build_template() { # NAME
  local log=$LOGS/template.log
  rm -f "$log" "$log.err"
  say "a database with the modules ours depend on (takes a minute or two, once)"
  pg createdb -T template0 -E UTF8 --locale=C "$1"
  install_into "$1" "$log" "$(template_modules)" --log-level=warn
  say "style sheets and scripts of its pages"
  pregenerate_assets "$1" "$log"
}
pregenerate_assets() { # DATABASE LOG
  echo "env['ir.qweb']._pregenerate_assets_bundles(); env.cr.commit()" \
    | odoo_run shell -d "$1" --no-http --log-level=warn >/dev/null 2>>"$2" || say "pages will be built when first opened"
}

cache_template() { # NAME FOLDER
  rm -rf "$2.new"; mkdir -p "$2.new"
  pg pg_dump -Fc -Z1 -f "$2.new/db.dump" "$1" 2>>"$LOGS/template.log" \
    || { say "not kept for other checkouts: pg_dump is older than the server"; rm -rf "$2.new"; return 0; }
  cp -a "$STATE/data/filestore/$1" "$2.new/filestore"
  rm -rf "$2"; mv "$2.new" "$2"
}

restore_template() { # NAME FOLDER
  say "a database with the modules ours depend on, as made before"
  pg createdb -T template0 -E UTF8 --locale=C "$1"
  quietly "$LOGS/template.log" "$PGBIN/pg_restore" -w -j2 --no-owner -d "$1" "$2/db.dump"
  mkdir -p "$STATE/data/filestore"
  cp -a "$2/filestore" "$STATE/data/filestore/$1"
}

template_is_there() {
  local name; name=$(database_name template)
  [ "$(database_holds "$name")" = "$(template_key)" ] && [ -d "$STATE/data/filestore/$name" ]
}

make_template() {
  local name key cached
  name=$(database_name template); key=$(template_key); cached=$CACHE/template/$key
  drop_database "$name"
  if [ -e "$cached/db.dump" ]; then
    restore_template "$name" "$cached"
  else
    build_template "$name"; cache_template "$name" "$cached"
  fi
  mark_database "$name" "$key"
}

# install_ours DATABASE LOG: each add-on alone, in order, as a customer would
install_ours() {
  local addon
  for addon in $(our_addons); do
    say "installing $addon"
    install_into "$1" "$2" "$addon"
  done
}
