#!/bin/sh
# Makes the fixtures of iperf3 3.12 (iperf3, iperf3-text) over the loopback; cut.json is made from one, older.json and unended.json are written by hand.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
text=$here/../iperf3-text

# One server a test, which it outlives by nothing.
measure() {
  name=$1
  shift
  iperf3 --server --one-off --bind 127.0.0.1 --port 15201 > "$here/make.log" &
  sleep 1
  iperf3 --client 127.0.0.1 --port 15201 --json --time 1 "$@" > "$here/$name"
  wait
}

measure tcp.json
measure reverse.json --reverse --parallel 2
measure bidir.json --bidir
measure udp.json --udp --bitrate 50M
iperf3 --client 127.0.0.1 --port 15202 --json > "$here/refused.json"
head -c 2500 "$here/tcp.json" > "$here/cut.json"

# The same as text; -f tells the unit.
print() {
  name=$1
  shift
  iperf3 --server --one-off --bind 127.0.0.1 --port 15201 > "$here/make.log" &
  sleep 1
  iperf3 --client 127.0.0.1 --port 15201 --time 2 "$@" > "$text/$name"
  wait
}

print tcp.txt --bitrate 120M
print parallel.txt --parallel 2 --reverse -f m
print bytes.txt --bitrate 80M -f M
print udp.txt --udp --bitrate 50M
print bidir.txt --bidir --bitrate 20M
iperf3 --client 127.0.0.1 --port 15202 > "$text/refused.txt" 2>&1 || true
head -n 5 "$text/tcp.txt" > "$text/cut.txt"
rm "$here/make.log"
