#!/bin/sh
# Made by ../hey/make.sh, by which one server serves both.
exec "$(dirname "$0")/../hey/make.sh"
