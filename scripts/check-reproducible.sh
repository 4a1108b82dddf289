#!/usr/bin/env bash
# Builds the provider's jar twice, in two directories, time zones and file modes, and fails unless both jars are the same byte for byte.
set -euo pipefail

here=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# build DIRECTORY TIMEZONE UMASK
build() {
  mkdir -p "$work/$1"
  tar -C "$here" --exclude=.git --exclude=target -cf - . | tar -C "$work/$1" -xf -
  if ! (cd "$work/$1" && umask "$3" && TZ=$2 mvn -B -pl provider -am -Dmaven.test.skip=true package) > "$work/log" 2>&1; then
    cat "$work/log" >&2
    echo "Reproducible build: the build failed" >&2
    exit 1
  fi
}

build one UTC 022
build another/longer-name Asia/Kolkata 077

cd "$work"
jars=(one/provider/target/jdance-*.jar another/longer-name/provider/target/jdance-*.jar)
if [ "${#jars[@]}" -ne 2 ]; then
  echo "Reproducible build: expected two jars, found: ${jars[*]}" >&2
  exit 1
fi
if ! cmp "${jars[0]}" "${jars[1]}"; then
  echo "Reproducible build: NO, the two jars differ:" >&2
  diff <(unzip -lv "${jars[0]}") <(unzip -lv "${jars[1]}") >&2 || true
  exit 1
fi
echo "Reproducible build: yes, $(basename "${jars[0]}") twice with $(sha256sum < "${jars[0]}" | cut -c1-64)"
