#!/bin/sh
# Makes the fixtures of hey 0.1.4, against a small server on the loopback; cut.txt and two.txt are made from
# them, million.txt is written by hand. Makes those of hey-csv too:
# there ordered.csv and broken.csv are written by hand.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
csv=$here/../hey-csv
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
        if self.path == "/hang" and turn % 5 == 0:
            time.sleep(2)
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

hey -n 120 -c 4 http://127.0.0.1:18080/ > "$here/plain.txt"
hey -n 120 -c 4 http://127.0.0.1:18080/ill > "$here/ill.txt"
hey -n 40 -c 4 -t 1 http://127.0.0.1:18080/hang > "$here/hung.txt"
hey -n 5 -c 1 http://127.0.0.1:18080/ > "$here/few.txt"
hey -n 20 -c 2 http://127.0.0.1:18081/ > "$here/refused.txt"
head -c 900 "$here/plain.txt" > "$here/cut.txt"
cat "$here/few.txt" "$here/few.txt" > "$here/two.txt"

hey -n 60 -c 4 -o csv http://127.0.0.1:18080/ > "$csv/plain.csv"
hey -n 60 -c 4 -o csv http://127.0.0.1:18080/ill > "$csv/ill.csv"
hey -n 20 -c 2 -o csv http://127.0.0.1:18081/ > "$csv/refused.csv"
cut -d , -f 1-6 "$csv/plain.csv" | head -9 > "$csv/older.csv"
head -c 420 "$csv/plain.csv" > "$csv/cut.csv"
cat "$csv/refused.csv" "$csv/plain.csv" | head -9 > "$csv/two.csv"
