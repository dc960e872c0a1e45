#!/bin/sh
# Makes the fixtures of locust 2 (pip install locust) against a small server on the loopback; those that begin with
# malformed are made from them or written by hand.
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'kill "$server"; rm -r "$work"' EXIT
cat > "$work/server.py" <<'PYTHON'
import http.server, itertools, time
turns = itertools.count()
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        turn = next(turns)
        time.sleep(0.002 + turn % 7 * 0.03)
        self.send_response(503 if self.path == "/ill" and turn % 4 == 0 else 200)
        self.end_headers()
    def log_message(self, *_): pass
http.server.ThreadingHTTPServer(("127.0.0.1", 18080), Handler).serve_forever()
PYTHON
cat > "$work/locustfile.py" <<'PYTHON'
from locust import HttpUser, task
class User(HttpUser):
    @task(2)
    def plain(self): self.client.get("/")
    @task
    def ill(self): self.client.get("/ill")
PYTHON
python3 "$work/server.py" 2> "$work/log" &
server=$!
sleep 1
cd "$work"
LOCUST=${LOCUST:-locust}
"$LOCUST" --headless -u 4 -r 4 -t 3s -H http://127.0.0.1:18080 --csv run --json > run.json 2> log2 || true
cp run.json "$here/locust/plain.json"
cp run_stats.csv "$here/locust-csv/plain.csv"
