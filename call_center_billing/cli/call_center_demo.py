"""`odoo call_center_demo`: fills a fresh database with the sample world."""

import sys

from odoo.cli.command import Command


class CallCenterDemo(Command):
    """Make a sample operator with customers, price lists, months of calls, invoices and payments in a fresh database"""

    name = "call_center_demo"

    def run(self, cmdargs):
        """Build the world and print who can log in and what to look at."""
        from odoo.addons.call_center_billing.command import add_database_options, environment

        parser = self.parser
        add_database_options(parser)
        parser.add_argument("--real", metavar="FILE", help="a real Asterisk Master.csv to import on top")
        options = parser.parse_args(cmdargs)
        with environment(options) as env:
            from odoo.addons.call_center_billing.demo.asking import ask
            from odoo.addons.call_center_billing.demo.world import World, WorldExists

            try:
                print(World(env).build(options.real))
                print(ask(env))
            except WorldExists as error:
                sys.exit(f"call_center_demo: {error}")
