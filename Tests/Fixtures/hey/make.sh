#!/usr/bin/env bash
# Writes what hey 0.1.4 says of a small server, here and in ../hey-csv; files called malformed are cut or changed from
# that by hand.
set -euo pipefail

here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d)
server=
trap 'if [ -n "$server" ]; then kill "$server" || true; fi; rm -rf "$work"' EXIT

cat > "$work/serve.py" <<'PYTHON'
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Shop(BaseHTTPRequestHandler):
    served = 0

    def do_GET(self):
        Shop.served += 1
        fails = self.path == "/broken" or self.path == "/mixed" and Shop.served % 10 == 0
        self.send_response(503 if fails else 200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"ok")

    def log_message(self, *words):
        pass


shop = ThreadingHTTPServer(("127.0.0.1", 0), Shop)
print(shop.server_port, flush=True)
shop.serve_forever()
PYTHON
timeout 120 python3 "$work/serve.py" >"$work/port" &
server=$!
for _ in {1..100}; do
  if [ -s "$work/port" ]; then break; fi
  sleep 0.1
done
url="http://127.0.0.1:$(cat "$work/port")"

load() { timeout 60 hey "$@"; }
load -n 200 -c 4 "$url/" >"$here/plain.txt"
load -n 200 -c 4 "$url/mixed" >"$here/mixed.txt"
load -n 8 -c 4 "$url/" >"$here/few.txt"
load -n 20 -c 4 "$url/broken" >"$here/broken.txt"
load -n 20 -c 4 http://127.0.0.1:9/ >"$here/refused.txt"
load -n 200 -c 4 -o csv "$url/mixed" >"$here/../hey-csv/mixed.csv"
load -n 20 -c 4 -o csv http://127.0.0.1:9/ >"$here/../hey-csv/refused.csv"
