#!/bin/sh
# Makes the fixtures of wrk 4.1, ab 2.3 (ab, ab-csv, ab-tsv) and siege 4.0 against a small server on the loopback.
# Written by hand are those that begin with malformed, wrk2.txt (wrk2 is not to be had) and those of ab that failed.
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'kill "$server"; rm -r "$work"' EXIT

cat > "$work/server.py" <<'PYTHON'
import http.server, itertools, time
turns = itertools.count()
class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    def do_GET(self):
        turn = next(turns)
        time.sleep(0.002 + turn % 7 * 0.001)
        if self.path == "/cut" and turn % 9 == 0:
            return self.connection.close()
        code = 503 if self.path == "/ill" and turn % 4 == 0 else 200
        self.send_response(code)
        self.send_header("Content-Length", "3")
        self.end_headers()
        self.wfile.write(b"ok\n")
    def log_message(self, *_): pass
http.server.ThreadingHTTPServer(("127.0.0.1", 18080), Handler).serve_forever()
PYTHON
python3 "$work/server.py" 2> "$work/log" &
server=$!
sleep 1

url=http://127.0.0.1:18080
wrk -t 1 -c 4 -d 1s --latency $url/ > "$here/wrk/plain.txt"
wrk -t 1 -c 4 -d 1s $url/ill > "$here/wrk/ill.txt"
wrk -t 1 -c 4 -d 1s --latency $url/cut > "$here/wrk/cut-connections.txt"
wrk -t 1 -c 4 -d 1s http://127.0.0.1:18081/ > "$here/wrk/refused.txt" 2>&1 || true
ab -q -n 200 -c 4 -e "$here/ab-csv/plain.csv" -g "$here/ab-tsv/plain.tsv" $url/ > "$here/ab/plain.txt"
ab -q -n 200 -c 4 $url/ill > "$here/ab/ill.txt"
head -c 1500 "$here/ab-tsv/plain.tsv" > "$here/ab-tsv/cut.tsv"
head -40 "$here/ab-tsv/plain.tsv" > "$work/plain.tsv"
mv "$work/plain.tsv" "$here/ab-tsv/plain.tsv"
siege -j -c 2 -r 20 $url/ill > "$here/siege/ill.json" 2>&1 || true
