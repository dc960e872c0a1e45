#!/bin/sh
# Made by ../locust/make.sh.
exec "$(dirname "$0")/../locust/make.sh"
