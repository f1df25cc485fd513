"""Odoo's command line as a script: with workers it starts itself again by its own path, which a module has not."""

import sys

import odoo.cli

# what lies beside this script is no library
sys.path.pop(0)
odoo.cli.main()
