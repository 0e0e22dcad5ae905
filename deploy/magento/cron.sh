#!/bin/sh
# Magento's cron, once a minute. A round that fails is said and does not end the next.
set -u
cd "${MAGENTO_ROOT:-/srv/magento}"
trap 'exit 0' TERM INT
while :; do
  php bin/magento --no-ansi cron:run || echo "cron:run ended with $?" >&2
  date +%s > "${TMPDIR:-/tmp}/last-round"
  sleep $((60 - $(date +%s) % 60)) &
  wait $!
done
