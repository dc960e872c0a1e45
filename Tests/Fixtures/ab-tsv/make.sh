#!/bin/sh
# Made by ../wrk/make.sh, by which one server serves all.
exec "$(dirname "$0")/../wrk/make.sh"
