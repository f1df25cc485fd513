# shellcheck shell=bash
# Odoo 19: one you have (ODOO_SRC), or Debian's, unpacked into this checkout and never installed.

ODOO_VERSION=19.0.0+dfsg-1
ODOO_FONTS_AND_SCRIPTS=(fonts-montserrat fonts-roboto-unhinted fonts-font-awesome fonts-inconsolata
  libjs-jquery libjs-jquery-form libjs-underscore)

odoo_site() { # the folder that holds the package `odoo`
  if [ -z "${ODOO_SRC:-}" ]; then echo "$STATE/root/usr/lib/python3/dist-packages"; return; fi
  [ -d "$ODOO_SRC/odoo/addons/base" ] || [ -d "$ODOO_SRC/odoo/cli" ] \
    || die "ODOO_SRC=$ODOO_SRC holds no Odoo: the folder with the package odoo/ is wanted"
  (cd "$ODOO_SRC" && pwd)
}

odoo_addons_path() {
  local site; site=$(odoo_site)
  echo "$site/odoo/addons$([ ! -d "$site/addons" ] || echo ",$site/addons"),$ROOT"
}

odoo_release() { # what the database made with it depends on
  [ -n "${ODOO_SRC:-}" ] || { cat "$STATE/root/.version"; return; }
  git -C "$ODOO_SRC" rev-parse HEAD 2>/dev/null || sha256sum "$ODOO_SRC/odoo/release.py"
}

# Odoo's own command line, in any database: odoo_run -d NAME ...
# ODOO_RC rather than -c, which not every command of Odoo takes; -P keeps this folder's names out of Python's.
odoo_run() {
  ODOO_RC=$STATE/odoo.conf "$STATE/venv/bin/python" -P -m odoo --addons-path="$(odoo_addons_path)" "$@"
}

# All translations are 800 MB; Swedish, which the demo speaks beside English, is 15.
unpack_odoo_deb() { # DEB FOLDER
  dpkg-deb --fsys-tarfile "$1" | tar -x -C "$2" --no-wildcards-match-slash \
    --exclude='[!s]*.po' --exclude='s[!v]*.po' --exclude='sv?*.po' \
    --exclude='./usr/lib/python3/dist-packages/addons' --exclude='./etc' --exclude='./usr/share/doc'
}

# Debian leaves this one file out (the blurred background of video calls). Every page of the backend then logs an
# error, at which each test in a browser stops; an empty file is enough.
fill_the_gap() { # SITE
  local file=$1/odoo/addons/mail/static/lib/selfie_segmentation/selfie_segmentation.js
  [ -e "$file" ] || { mkdir -p "${file%/*}"; echo '/* not shipped by Debian: no background blur in calls */' > "$file"; }
}

unpack_debs() { # DEBS TREE
  local deb new=$2.new version
  say "unpacking Odoo"
  rm -rf "$new"; mkdir -p "$new"
  for deb in "$1"/*.deb; do
    case $deb in
      */odoo-19_*) unpack_odoo_deb "$deb" "$new"; version=$(dpkg-deb -f "$deb" Version) ;;
      *) dpkg-deb --fsys-tarfile "$deb" | tar -x -C "$new" --exclude='./usr/share/doc' ;;
    esac
  done
  fill_the_gap "$new/usr/lib/python3/dist-packages"
  echo "$ODOO_VERSION" > "$new/.wanted"      # and what Debian had:
  echo "$version" > "$new/.version"
  rm -rf "$2"; mv "$new" "$2"
}

odoo_is_there() {
  if [ -n "${ODOO_SRC:-}" ]; then odoo_site >/dev/null; return; fi
  [ "$(cat "$STATE/root/.wanted" 2>/dev/null)" = "$ODOO_VERSION" ]
}

fetch_odoo() {
  ! odoo_is_there || return 0
  local debs=$CACHE/debs/odoo-$ODOO_VERSION tree=$CACHE/odoo-$ODOO_VERSION-sv
  if [ ! -e "$tree/.version" ]; then
    if [ ! -d "$debs" ]; then
      say "fetching Odoo $ODOO_VERSION from Debian (130 MB)"
      fetch_debs "$debs" "odoo-19=$ODOO_VERSION" "${ODOO_FONTS_AND_SCRIPTS[@]}"
    fi
    unpack_debs "$debs" "$tree"
  fi
  # the cache's files by hard links, where the file system can
  rm -rf "$STATE/root" "$STATE/root.new"
  cp -al "$tree" "$STATE/root.new" 2>/dev/null || { rm -rf "$STATE/root.new"; cp -a "$tree" "$STATE/root.new"; }
  mv "$STATE/root.new" "$STATE/root"
}

write_odoo_configuration() {
  cat > "$STATE/odoo.conf" <<CONF
[options]
addons_path = $(odoo_addons_path)
data_dir = $STATE/data
db_template = template0
http_interface = 127.0.0.1
list_db = False
max_cron_threads = 1
limit_time_real = 1200
server_wide_modules = base,rpc,web,queue_job

[queue_job]
channels = root:1
CONF
}
