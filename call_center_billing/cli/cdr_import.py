"""`odoo cdr_import`: call records from the command line, for scripts and for files too large to upload."""

import sys
from pathlib import Path

from odoo.cli.command import Command


class CdrImport(Command):
    """Import files of call records (CDRs) of one source, each in one transaction, and print what became of them"""

    name = "cdr_import"

    def run(self, cmdargs):
        """Import each file named; stop at the first that cannot be."""
        from odoo.addons.call_center_billing.command import add_database_options, environment

        parser = self.parser
        add_database_options(parser)
        parser.add_argument("-s", "--source", required=True, help="name of the call source")
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        options = parser.parse_args(cmdargs)
        for path in options.files:
            if not path.is_file():
                sys.exit(f"cdr_import: there is no file {path}")
            with environment(options) as env:
                self._import(env, options.source, path)

    def _import(self, env, source_name, path):
        from odoo.exceptions import UserError

        source = env["call.source"].search([("name", "=", source_name)])
        if len(source) != 1:
            names = ", ".join(env["call.source"].search([]).mapped("name")) or "none"
            sys.exit(f"cdr_import: no source “{source_name}”; there are: {names}")
        batch = env["call.import"].create({"source_id": source.id, "name": path.name})
        try:
            with path.open("rb") as stream:
                batch._read_file(stream, batch._begin_alone())
        except UserError as error:
            env.cr.rollback()
            batch.unlink()
            env.cr.commit()
            sys.exit(f"cdr_import: {error}")
        totals = batch._totals()
        print(f"{path.name}: " + ", ".join(f"{name} {count}" for name, count in totals.items()))
