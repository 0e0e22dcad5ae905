#!/bin/sh
# Installs the shop the first time and upgrades it every other time; then gives the sidecar its keys.
# Runs to its end before anything that needs a shop starts. Run twice, it changes nothing.
set -eu
umask 022
cd "${MAGENTO_ROOT:-/srv/magento}"
credentials=${MAGENTO_CREDENTIALS:-/srv/credentials}
secret() { cat "${MAGENTO_SECRETS:-/run/secrets}/$1"; }
magento() { php bin/magento --no-ansi --no-interaction "$@"; }

# The image decides which modules there are; env.php alone belongs to this installation.
cp -R "${MAGENTO_ETC:-/srv/etc}/." app/etc/

# Written when an installation has come to its end: one that broke off is begun again.
if grep -qs "'install' =>" app/etc/env.php; then
  magento setup:upgrade --keep-generated
else
  magento setup:install \
    --base-url="$MAGENTO_BASE_URL" \
    --backend-frontname="$MAGENTO_ADMIN_PATH" \
    --db-host="$MAGENTO_DATABASE_HOST" --db-name=magento --db-user=magento \
    --db-password="$(secret magento_database_password)" \
    --search-engine=opensearch \
    --opensearch-host="$MAGENTO_SEARCH_HOST" --opensearch-port="${MAGENTO_SEARCH_PORT:-9200}" \
    --language="$MAGENTO_LANGUAGE" --currency="$MAGENTO_CURRENCY" --timezone="$MAGENTO_TIMEZONE" \
    --use-rewrites=1 --session-save=files \
    --admin-user="$MAGENTO_ADMIN_USER" --admin-email="$MAGENTO_ADMIN_EMAIL" \
    --admin-firstname=Shop --admin-lastname=Keeper \
    --admin-password="$(secret magento_admin_password)"
  magento indexer:set-mode schedule
fi
magento config:set amazon_vendor/kafka/brokers "$MAGENTO_KAFKA_BROKERS"
magento config:set amazon_vendor/kafka/enabled 1
magento setup:static-content:deploy --force "$MAGENTO_LANGUAGE" en_US
magento cache:flush

# One file for each value, as the sidecar reads them; its group is ours.
magento amazon-vendor:integration:setup --store="$credentials/.all"
while IFS='=' read -r name value; do
  file=$credentials/$(echo "${name#VENDOR_BRIDGE_MAGENTO_}" | tr '[:upper:]' '[:lower:]')
  rm -f "$file"
  printf '%s' "$value" > "$file"
  chmod 0440 "$file"
done < "$credentials/.all"
rm -f "$credentials/.all"
echo 'The shop is ready.'
