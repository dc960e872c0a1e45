#!/bin/sh
# Made by ../ping/make.sh.
exec "$(dirname "$0")/../ping/make.sh"
