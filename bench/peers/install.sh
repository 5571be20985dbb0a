#!/bin/sh
# Installs the peers for the benchmark on Debian or Ubuntu (root; 2-3 minutes). Their services do not start: the benchmark
# runs its own instances on 127.0.0.1. Synapse goes into a venv of its own in the work folder.
set -eu
work=${BENCH_WORK:-/tmp/veche-bench}
here=$(cd "$(dirname "$0")" && pwd)
policy=/usr/sbin/policy-rc.d
mkdir -p "$work"
if [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' > "$policy"
    chmod +x "$policy"
    trap 'rm -f "$policy"' EXIT
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -q
apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends \
    ejabberd erlang-p1-pgsql postgresql gcc libc6-dev python3-venv
[ -x "$work/synapse/bin/python" ] || python3 -m venv "$work/synapse"
"$work/synapse/bin/pip" -q install 'matrix-synapse[postgres]' uvloop psycopg2-binary
echo "the peers are installed; see $here/README.md"
