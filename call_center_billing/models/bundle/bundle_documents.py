"""Included units on what the customer reads: statement, order, invoice."""

from datetime import timedelta

from odoo import fields, models
from odoo.tools import format_date

from .bundle_text import units_text


class CallStatement(models.Model):
    """What was included in the statement's period, and what is left of it."""

    _inherit = "call.statement"

    call_bundle_text = fields.Text(string="Included Units", compute="_compute_call_bundle_text")

    def _compute_call_bundle_text(self):
        for statement in self:
            statement.call_bundle_text = "\n".join(map(_line, statement._call_bundle_rows())) or False

    def _call_bundle_rows(self):
        """Bundles of these statements' periods.

        :return: [{name, period, granted, used, carried, left}, …]: texts in the reader's language; `carried` is what
            calls of the period used of earlier ones, "" for nothing
        """
        found = self.env["call.bundle.grant"].sudo()
        for statement in self.sudo():
            found |= found.search(
                [
                    ("partner_id", "=", statement.partner_id.id),
                    ("company_id", "=", statement.company_id.id),
                    ("date_from", "<", statement.date_to),
                    ("date_to", ">", statement.date_from),
                ]
            )
        return [
            grant.with_env(self.env(su=True))._told() for grant in found.sorted(lambda one: (one.date_from, one.id))
        ]


class CallBundleGrant(models.Model):
    """A period in words."""

    _inherit = "call.bundle.grant"

    def _told(self):
        """See `call.statement._call_bundle_rows`."""
        unit = self.bundle_id.unit
        last = self.date_to - timedelta(days=1)
        return {
            "name": self.bundle_id.name,
            "period": f"{format_date(self.env, self.date_from)} – {format_date(self.env, last)}",
            "granted": units_text(self.env, self.granted, unit),
            "used": units_text(self.env, self.used, unit),
            "carried": units_text(self.env, self.carried, unit) if self.carried else "",
            "left": units_text(self.env, self.granted - self.used, unit),
        }


class SaleOrder(models.Model):
    """What was included beside what the order charges."""

    _inherit = "sale.order"

    call_bundle_text = fields.Text(string="Included Units", compute="_compute_call_bundle_text")

    def _compute_call_bundle_text(self):
        for order in self:
            order.call_bundle_text = order.sudo().call_statement_id.with_env(self.env).call_bundle_text


class AccountMove(models.Model):
    """What was included beside what the invoice charges."""

    _inherit = "account.move"

    call_bundle_text = fields.Text(string="Included Units", compute="_compute_call_bundle_text")

    def _compute_call_bundle_text(self):
        for move in self:
            move.call_bundle_text = "\n".join(map(_line, move._call_bundle_rows())) or False

    def _call_bundle_rows(self):
        """For the first page: see `call.statement._call_bundle_rows`."""
        self.ensure_one()
        if self.move_type != "out_invoice":
            return []
        return self.sudo()._call_statement_lines().statement_id.with_env(self.env)._call_bundle_rows()


def _line(row):
    carried = f" (+ {row['carried']})" if row["carried"] else ""
    return f"{row['name']}, {row['period']}: {row['used']}{carried} / {row['granted']}"
