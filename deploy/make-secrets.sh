#!/bin/sh
# Makes the secrets of docker-compose.yml that are missing, each in a file of its own. Those that are
# there stay. The folder is for its owner only; the files in it can be read by whatever user a
# container runs as, since Compose hands files over with the rights they have here.
#
#   sh deploy/make-secrets.sh [FOLDER]
set -eu
folder=${1:-$(dirname "$0")/secrets}
mkdir -p "$folder"
chmod 0700 "$folder"

keep() {
  if [ -s "$folder/$1" ]; then cat > /dev/null; return; fi
  cat > "$folder/$1"
  chmod 0444 "$folder/$1"
  echo "made $folder/$1"
}
# 192 bits in letters and digits: goes into addresses, XML and shells as it is.
random() { od -An -N24 -tx1 /dev/urandom | tr -d ' \n'; }

for name in sidecar_database_root_password sidecar_database_password \
  magento_database_root_password magento_database_password \
  console_password grafana_admin_password openas2_keystore_password; do
  random | keep "$name"
done
# Magento asks for letters of both cases and a digit.
printf 'Aa1%s' "$(random)" | keep magento_admin_password

printf 'mysql://vendor_bridge:%s@sidecar-database:3306/vendor_bridge' \
  "$(cat "$folder/sidecar_database_password")" | keep sidecar_database_url
printf 'operator:%s\n' "$(openssl passwd -6 -stdin < "$folder/console_password")" | keep console_users
{
  echo "as2_keystore_password=$(cat "$folder/openas2_keystore_password")"
} | keep openas2_properties

for name in composer_auth.json openas2_keystore.p12; do
  [ -e "$folder/$name" ] || echo "missing $folder/$name: docs/operating/containers.md says where it comes from"
done
