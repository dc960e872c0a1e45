#!/bin/sh
# Installs what the build needs from Debian; without the right to, says the one command that does.
set -eu

packages=""
want() {
  [ -e "$1" ] || packages="$packages $2"
}

lib=/usr/lib/$(gcc -print-multiarch 2>/dev/null || echo x86_64-linux-gnu)
want "$lib/libxml2.a" libxml2-dev
want "$lib/libyaml.a" libyaml-dev
want "$lib/libz.a" zlib1g-dev
want "$lib/liblzma.a" liblzma-dev
want "$lib/libsodium.a" libsodium-dev
command -v git >/dev/null 2>&1 || packages="$packages git"
command -v strip >/dev/null 2>&1 || packages="$packages binutils"

if ! command -v "${SWIFT:-swift}" >/dev/null 2>&1; then
  echo "sixgate is built with Swift 6.2 or newer, which is not on this machine: https://www.swift.org/install" >&2
  exit 1
fi
[ -n "$packages" ] || exit 0
if [ "$(id -u)" = 0 ]; then
  echo "installing$packages"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  # shellcheck disable=SC2086 # a list of words
  apt-get install -y -qq $packages >/dev/null
else
  echo "The build needs packages that are not installed. Run:" >&2
  echo "  sudo apt-get update && sudo apt-get install -y$packages" >&2
  exit 1
fi
