#!/usr/bin/env bash
# Chromium and a Korean font for the browser tests: there already, or from the system's packages when run as root.
set -euo pipefail
have_browser() { [ -n "${MADANG_CHROMIUM:-}" ] || command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null; }
have_font() { command -v fc-list >/dev/null && [ -n "$(fc-list :lang=ko family | head -n 1)" ]; }

if have_browser && have_font; then exit 0; fi
if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
  echo "installing chromium and fonts-noto-cjk ..."
  apt-get -qq update
  DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends chromium fonts-noto-cjk fontconfig >/dev/null
  exit 0
fi
echo "The browser tests need Chromium and a Korean font. Install them with your system's packages" >&2
echo "(Debian: apt-get install chromium fonts-noto-cjk), or name a browser in MADANG_CHROMIUM." >&2
exit 1
