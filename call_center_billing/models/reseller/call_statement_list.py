"""The list of calls that a reseller gets of its customers' statements."""

from datetime import UTC
from decimal import Decimal
from zoneinfo import ZoneInfo

from odoo import fields, models

from ...deck.guard import guarded
from ...money import MICRO
from ...report.annex_layout import Column
from ...report.annex_sheet import csv_file
from ..tariff.price_text import decimal_point


class CallStatement(models.Model):
    """One line a call, with what the customer pays and what the reseller pays for it, without tax."""

    _inherit = "call.statement"

    def _list_for(self, reseller):
        """Make the list, keep it with the reseller and tell its history.

        :param res.partner reseller: whose customers' statements these are
        :rtype: ir.attachment
        """
        listed = self.sudo().with_context(lang=reseller.lang or self.env.lang)
        content = csv_file(listed._list_columns(), listed._list_rows(), guarded, decimal_point(listed.env))
        name = listed.env._("Calls %(day)s.csv", day=fields.Date.context_today(self))
        vals = {"name": name, "raw": content, "mimetype": "text/csv", "res_model": "res.partner", "res_id": reseller.id}
        found = self.env["ir.attachment"].create(vals)
        body = self.env._("Statements handed over: %(statements)s", statements=", ".join(self.mapped("name")))
        reseller.message_post(body=body, attachment_ids=found.ids)
        return found

    def _list_columns(self):
        labels = (
            *(self.env._("Customer"), self.env._("Period"), self.env._("From"), self.env._("Date and time")),
            *(self.env._("Called number"), self.env._("Destination"), self.env._("Seconds"), self.env._("Price")),
            *(self.env._("Currency"), self.env._("You pay"), self.env._("Currency")),
        )
        return [Column(label, 10) for label in labels]

    def _list_rows(self):
        """Calls in the order in which they were made, customer by customer."""
        for statement in self.sorted(lambda found: (found.partner_id.name or "", found.date_from, found.id)):
            company, account = statement.company_id, statement.partner_id
            zone = ZoneInfo(account._call_timezone(company))
            calls = self.env["call.record"].search(
                [("statement_id", "=", statement.id), ("state", "=", "rated")], order="started_at, id"
            )
            for call in calls:
                start = call.started_at.replace(tzinfo=UTC).astimezone(zone).replace(tzinfo=None)
                yield (
                    *(account.name, statement.period_name, call.a_number or call.account_code or "", start),
                    *(call._masked_b_number(company.call_mask_digits), call.destination_id.name or ""),
                    *(call.talk_seconds, Decimal(call._net_amount()) / MICRO, call.currency_id.name),
                    *((Decimal(call.cost) / MICRO, call.cost_currency_id.name) if call.cost_currency_id else ("", "")),
                )
