#!/usr/bin/env bash
# Chromium and a Korean font for the browser tests: there already, or from the system's packages when run as root. Where the system
# has Chromium without a window as a package of its own, that one: the tests take it first, and cost a fifth less.
set -euo pipefail
has() { command -v "$1" >/dev/null; }
have_shell() { [ -n "${MADANG_CHROMIUM:-}" ] || has chromium-headless-shell; }
have_browser() { have_shell || has chromium || has chromium-browser || has google-chrome; }
have_font() { has fc-list && [ -n "$(fc-list :lang=ko family | head -n 1)" ]; }
can_install() { [ "$(id -u)" -eq 0 ] && has apt-get; }
shell_is_offered() { can_install && [ -n "$(apt-cache madison chromium-headless-shell 2>/dev/null)" ]; }

if have_font && have_shell; then exit 0; fi
if have_font && have_browser && ! shell_is_offered; then exit 0; fi
if can_install; then
  apt-get -qq update || have_browser
  browser=chromium
  if shell_is_offered; then browser=chromium-headless-shell; fi
  echo "installing $browser and fonts-noto-cjk ..."
  DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "$browser" fonts-noto-cjk fontconfig >/dev/null ||
    { have_browser && have_font; }
  exit 0
fi
echo "The browser tests need Chromium and a Korean font. Install them with your system's packages" >&2
echo "(Debian: apt-get install chromium-headless-shell fonts-noto-cjk), or name a browser in MADANG_CHROMIUM." >&2
exit 1
