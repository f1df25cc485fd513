# shellcheck shell=bash
# Debian packages that are not for this machine's release, fetched by an apt of our own: its own lists, state and
# cache, so that the system's apt never sees them. Debian's signatures are checked as always.

KEYRING=/usr/share/keyrings/debian-archive-keyring.gpg

# The mirror this machine's apt is set up with: its first Debian archive, whether lists were fetched or not.
debian_mirror() {
  # shellcheck disable=SC2016  # apt fills this in, not the shell
  local format='$(REPO_URI)'
  [ -z "${CCB_DEBIAN_MIRROR:-}" ] || { echo "$CCB_DEBIAN_MIRROR"; return; }
  have apt-get || return 0
  apt-get indextargets --format "$format" 'Created-By: Packages' 2>/dev/null | grep '/debian/\?$' | head -1 || true
}

apt_sources() { # APT MIRROR
  local suite
  for suite in sid trixie; do
    printf 'Types: deb\nURIs: %s\nSuites: %s\nComponents: main\nSigned-By: %s\n' "$2" $suite "$KEYRING" \
      > "$1/etc/sources.list.d/$suite.sources"
  done
  # Trixie first: Odoo needs Font Awesome 4, and sid has 7. Sid for what trixie lacks: Odoo 19 itself.
  printf 'Package: *\nPin: release n=trixie\nPin-Priority: 900\n\nPackage: *\nPin: release n=sid\nPin-Priority: 100\n' \
    > "$1/etc/preferences.d/pin"
}

apt_configuration() { # APT
  local arch; arch=$(dpkg --print-architecture)
  cat > "$1/apt.conf" <<CONF
Dir::Etc "$1/etc"; Dir::Etc::main "/dev/null"; Dir::Etc::parts "$1/etc/apt.conf.d";
Dir::Etc::sourcelist "/dev/null"; Dir::Etc::sourceparts "$1/etc/sources.list.d";
Dir::Etc::preferences "/dev/null"; Dir::Etc::preferencesparts "$1/etc/preferences.d";
Dir::State "$1/state"; Dir::State::status "$1/state/status"; Dir::Cache "$1/cache"; Dir::Log "$1/log";
APT::Sandbox::User ""; APT::Architecture "$arch"; APT::Architectures:: "$arch";
Acquire::Languages "none"; Acquire::PDiffs "false"; Acquire::Retries "3";
CONF
}

# private_apt_update APT: afterwards APT_CONFIG=APT/apt.conf makes apt-get and apt-cache ours
private_apt_update() {
  local apt=$1 mirror
  have apt-get || die "no apt-get here: set ODOO_SRC to a folder with Odoo 19"
  [ -r "$KEYRING" ] || die "no $KEYRING to check Debian's signatures with (as root: apt-get install debian-archive-keyring)"
  mirror=$(debian_mirror)
  [ -n "$mirror" ] || die "no Debian mirror in this machine's apt: set CCB_DEBIAN_MIRROR to one, or ODOO_SRC to a folder with Odoo 19"
  rm -rf "$apt"; mkdir -p "$apt"/{etc/{apt.conf.d,preferences.d,sources.list.d},state/lists/partial,cache/archives/partial,log}
  : > "$apt/state/status"
  apt_sources "$apt" "$mirror"; apt_configuration "$apt"
  export APT_CONFIG=$apt/apt.conf
  if ! apt-get update -qq --error-on=any 2>"$LOGS/apt.log"; then
    grep -q 'expired\|not valid' "$LOGS/apt.log" || die "the Debian mirror does not answer: $(tail -1 "$LOGS/apt.log")"
    say "the mirror's index is past its date; its signature is checked all the same"
    quietly "$LOGS/apt.log" apt-get update -qq --error-on=any -o Acquire::Check-Valid-Until=false
  fi
}

# fetch_debs FOLDER PACKAGE...: the packages' files, whole or not at all
fetch_debs() {
  local folder=$1 apt=$STATE/apt; shift
  (
    private_apt_update "$apt"
    rm -rf "$folder.new"; mkdir -p "$folder.new"; cd "$folder.new"
    for package; do
      if ! apt-cache show "$package" >/dev/null 2>&1; then
        say "${package/=/ } is no longer in Debian; taking: $(apt-cache madison "${package%%=*}" | head -1)"
        package=${package%%=*}
      fi
      quietly "$LOGS/apt.log" apt-get download -qq "$package"
    done
    rm -rf "$folder"; mv "$folder.new" "$folder"
  )
  rm -rf "$apt"
}
