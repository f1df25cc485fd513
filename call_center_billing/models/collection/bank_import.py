"""A line of a bank's file is imported once, however often the file is."""

from collections import Counter
from hashlib import sha256

from odoo import models

#: what tells a line that the bank gave no reference of its own
TOLD_BY = ("date", "amount", "payment_ref", "ref", "partner_name", "account_number", "narration")


class CamtParser(models.AbstractModel):
    """The bank's own reference of an entry."""

    _inherit = "account.statement.import.camt.parser"

    def parse_entry(self, ns, node):
        """Override of `account_statement_import_camt`, which leaves it out."""
        references = node.xpath("./ns:AcctSvcrRef/text()", namespaces={"ns": ns})
        for number, transaction in enumerate(super().parse_entry(ns, node), 1):
            if references:
                transaction["unique_import_id"] = f"{references[0]}-{number}"
            yield transaction


class AccountStatementImport(models.TransientModel):
    """Files without such references: the line as it is, and which one of those that are alike."""

    _inherit = "account.statement.import"

    def _complete_stmts_vals(self, stmts_vals, journal, account_number):
        """Override of `account_statement_import_file`."""
        for statement in stmts_vals:
            seen = Counter()
            for vals in statement["transactions"]:
                if not vals.get("unique_import_id"):
                    told = (statement.get("name"), *(vals.get(name) for name in TOLD_BY))
                    digest = sha256(repr(told).encode()).hexdigest()[:24]
                    seen[digest] += 1
                    vals["unique_import_id"] = f"{digest}-{seen[digest]}"
        return super()._complete_stmts_vals(stmts_vals, journal, account_number)
