#!/bin/sh
# Gets the browser that the tests drive: uses one that is there, else installs Debian's where it may, else says what is missing.
for name in chromium chromium-browser google-chrome; do
  command -v "$name" >/dev/null 2>&1 && exit 0
done
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
  echo "Installing Chromium for the browser tests ..."
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-noto-color-emoji >/dev/null && exit 0
fi
echo "The browser tests need Chromium: install the package 'chromium' and run 'make test' again." >&2
exit 1
