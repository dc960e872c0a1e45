#!/usr/bin/env bash
# Writes what Debian's iperf3 says of the loopback; files called malformed are cut or changed from that by hand.
set -euo pipefail

here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d)
server=
trap 'if [ -n "$server" ]; then kill "$server" || true; fi; rm -rf "$work"' EXIT

cd "$work"
apt-get download -q iperf3 libiperf0 libsctp1 >log
for package in *.deb; do dpkg -x "$package" tree; done
export LD_LIBRARY_PATH
LD_LIBRARY_PATH=$(dirname "$(find "$work/tree" -name 'libiperf.so.0' | head -1)")
iperf() { timeout 60 "$work/tree/usr/bin/iperf3" "$@"; }

timeout 60 "$work/tree/usr/bin/iperf3" --server --port 15999 >log &
server=$!
sleep 1
iperf --client 127.0.0.1 --port 15999 --time 1 --json >"$here/tcp.json"
iperf --client 127.0.0.1 --port 15999 --time 1 --udp --bitrate 20M --json >"$here/udp.json"
iperf --client 127.0.0.1 --port 15999 --time 1 --bidir --json >"$here/both-ways.json"
iperf --client 127.0.0.1 --port 9 --json >"$here/refused.json" || true
