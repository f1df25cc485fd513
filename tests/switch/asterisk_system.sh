#!/usr/bin/env bash
# A Debian of its own with a real Asterisk and sipp, outside the repository: asterisk_system.sh FOLDER
# As root; about a minute and 750 MB. What is there already is used.
set -euo pipefail

folder=$1
packages=(asterisk asterisk-modules asterisk-config asterisk-core-sounds-en-gsm sip-tester tzdata)
# shellcheck disable=SC2016  # apt fills this in, not the shell
mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | grep '/debian/\?$' | head -1)

bootstrap() {
  local tools; tools=$(mktemp -d)
  (cd "$tools" && apt-get download -qq debootstrap && dpkg-deb -x debootstrap_*.deb .)
  DEBOOTSTRAP_DIR=$tools/usr/share/debootstrap sh "$tools/usr/sbin/debootstrap" --variant=minbase \
    --include=ca-certificates --keyring=/usr/share/keyrings/debian-archive-keyring.gpg sid "$folder" "$mirror"
  rm -rf "$tools"
  cp /etc/apt/apt.conf.d/99* "$folder/etc/apt/apt.conf.d/" 2>/dev/null || true
  echo 'Acquire::Check-Valid-Until "false"; Acquire::Check-Date "false";' > "$folder/etc/apt/apt.conf.d/98dates"
  printf '#!/bin/sh\nexit 101\n' > "$folder/usr/sbin/policy-rc.d" # no service is started
  chmod 755 "$folder/usr/sbin/policy-rc.d"
  cp /etc/resolv.conf "$folder/etc/resolv.conf"
}

install() {
  # shellcheck disable=SC2016  # for the inner shell
  unshare --mount sh -c 'mount -t proc proc "$0/proc" && mount --rbind /dev "$0/dev" && chroot "$0" apt-get update -qq \
    && DEBIAN_FRONTEND=noninteractive exec chroot "$0" apt-get install -y -qq --no-install-recommends "$@"' "$folder" "$@"
}

[ -x "$folder/usr/sbin/asterisk" ] || { mkdir -p "$folder"; bootstrap; install "${packages[@]}"; }
chroot "$folder" asterisk -V
{ chroot "$folder" sipp -v || true; } | grep -o 'SIPp v[0-9.]*'
