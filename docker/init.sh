#!/usr/bin/env bash
# The one-shot service `init`: makes the database once, and gives its first user the password of .env.
set -euo pipefail
addons=call_center_billing,call_center_billing_payment,call_center_billing_portal

installed() { # the last of the three, in the database that PG* name
  psql -Atc "select 1 from ir_module_module where name = 'call_center_billing_portal' and state = 'installed'" 2>/dev/null
}

if [ "$(installed)" = 1 ]; then
  echo "database $PGDATABASE is there"
  exit 0
fi
/entrypoint.sh odoo -d "$PGDATABASE" -i "$addons" --without-demo --stop-after-init --no-http
# through the environment, so that the password is in no list of processes and no log
/entrypoint.sh odoo shell -d "$PGDATABASE" --no-http --log-level=warn <<'PYTHON'
import os
env.ref("base.user_admin").password = os.environ["ADMIN_PASSWORD"]
env.cr.commit()
PYTHON
echo "database $PGDATABASE is made; log in as admin"
