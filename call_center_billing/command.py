"""What the suite's commands on Odoo's command line have in common."""

import contextlib

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.tools import config


def add_database_options(parser):
    """`-c` and `-d`, as Odoo's own commands have them."""
    parser.add_argument("-c", "--config", help="configuration file of Odoo")
    parser.add_argument("-d", "--database", required=True, help="name of the database")


@contextlib.contextmanager
def environment(options):
    """An environment of the superuser on the database of `options`; committed at the end unless something fails."""
    arguments = ["--no-http", "-d", options.database]
    if options.config:
        arguments += ["-c", options.config]
    config.parse_config(arguments, setup_logging=True)
    with Registry(options.database).cursor() as cr:
        yield api.Environment(cr, SUPERUSER_ID, {})
