#!/bin/sh
# Makes the fixtures of ping (iputils) and fping 5.1 on the loopback; those that begin with malformed, and lossy.txt
# and bsd.txt, for whose loss and system there is no such network here, are written by hand.
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
ping -c 8 -i 0.2 127.0.0.1 > "$here/ping/plain.txt"
ping -D -c 3 -i 0.2 127.0.0.1 > "$here/ping/times.txt"
ping -q -c 5 -i 0.2 127.0.0.1 > "$here/ping/quiet.txt"
fping -C 6 -q -p 50 127.0.0.1 127.0.0.2 2> "$here/fping/all.txt"
fping -c 4 -p 50 127.0.0.1 > "$here/fping/each.txt" 2>&1
fping -c 4 -q -p 50 127.0.0.1 2> "$here/fping/summary.txt"
