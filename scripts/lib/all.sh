# shellcheck shell=bash
# All parts of the toolchain, for the scripts one folder up. Each part only defines functions and names of places.
LIB=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=scripts/lib/common.sh
. "$LIB/common.sh"
# shellcheck source=scripts/lib/system.sh
. "$LIB/system.sh"
# shellcheck source=scripts/lib/apt.sh
. "$LIB/apt.sh"
# shellcheck source=scripts/lib/odoo.sh
. "$LIB/odoo.sh"
# shellcheck source=scripts/lib/postgres.sh
. "$LIB/postgres.sh"
# shellcheck source=scripts/lib/python.sh
. "$LIB/python.sh"
# shellcheck source=scripts/lib/database.sh
. "$LIB/database.sh"
# shellcheck source=scripts/lib/serve.sh
. "$LIB/serve.sh"
# shellcheck source=scripts/lib/setup.sh
. "$LIB/setup.sh"
