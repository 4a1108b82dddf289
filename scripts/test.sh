#!/usr/bin/env bash
# Runs all tests: installs the servers that they need where that is possible, then builds with all gates. Arguments go to Maven.
# With JDANCE_REQUIRE_SERVERS=true a missing server is a failure; otherwise what needs it is skipped, and said.
set -euo pipefail
cd "$(dirname "$0")/.."

servers=yes
scripts/install-servers.sh || servers=no
if [ "$servers" = no ] && [ "${JDANCE_REQUIRE_SERVERS:-}" = true ]; then
  echo "JDANCE_REQUIRE_SERVERS is true, so nothing is built without these servers." >&2
  exit 1
fi

mvn -B verify "$@"

if [ "$servers" = no ]; then
  echo "SKIPPED: all tests that need a server that is not installed; they are the lines that begin with SKIPPED above."
fi
