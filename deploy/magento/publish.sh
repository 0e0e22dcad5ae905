#!/bin/sh
# Brings the shop's events to Kafka at once instead of at the next minute. It ends by itself every hour,
# to meet changed settings; whoever started us starts it again.
set -eu
cd "${MAGENTO_ROOT:-/srv/magento}"
exec php bin/magento --no-ansi amazon-vendor:outbox:publish --daemon
