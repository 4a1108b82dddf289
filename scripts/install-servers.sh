#!/usr/bin/env bash
# Installs redis-server and memcached, which the tests start by themselves, where they are missing and this user may (Debian and its relatives).
# The services that come with the packages are neither started nor left enabled. Succeeds if both programs are there in the end.
set -euo pipefail

# What is missing now, in the variable "missing". The packages are named as the programs.
look() {
  missing=()
  for program in redis-server memcached; do
    command -v "$program" > /dev/null || missing+=("$program")
  done
}

give_up() {
  echo "Not installed: ${missing[*]}. $1" >&2
  exit 1
}

look
[ "${#missing[@]}" -gt 0 ] || exit 0
command -v apt-get > /dev/null || give_up "There is no apt-get here: install them with this system's own package manager."

root=()
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo > /dev/null && sudo -n true 2> /dev/null || give_up "Only root may: run 'sudo apt-get install ${missing[*]}'."
  root=(sudo -n)
fi

packages=("${missing[@]}")
echo "Installing ${packages[*]} with apt-get; their services stay off."

# The way in which Debian lets a machine's owner say that installing a package starts nothing. An owner's own file is left as it is.
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
  trap '"${root[@]}" rm -f "$policy"' EXIT
  printf '#!/bin/sh\nexit 101\n' | "${root[@]}" tee "$policy" > /dev/null
  "${root[@]}" chmod 755 "$policy"
fi

apt() {
  "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=120 "$@"
}

# A source of packages that does not answer need not be the one that is needed.
apt update || true
apt install --no-install-recommends "${packages[@]}" || give_up "apt-get could not install them, see above."

for package in "${packages[@]}"; do
  if [ -d /run/systemd/system ]; then
    "${root[@]}" systemctl disable --now "$package" || echo "The service $package could not be switched off; see 'systemctl status $package'." >&2
  elif [ -x "/etc/init.d/$package" ]; then
    "${root[@]}" "/etc/init.d/$package" stop > /dev/null 2>&1 || true
    "${root[@]}" update-rc.d "$package" disable > /dev/null 2>&1 || true
  fi
done

look
[ "${#missing[@]}" -eq 0 ] || give_up "The packages are installed, but no such program is on the PATH ($PATH)."
