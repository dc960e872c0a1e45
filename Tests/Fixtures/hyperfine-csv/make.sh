#!/bin/sh
# Made by ../go-bench/make.sh.
exec "$(dirname "$0")/../go-bench/make.sh"
