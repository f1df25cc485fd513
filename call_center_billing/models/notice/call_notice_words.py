"""The words of a text, as the customer writes sums and days."""

import re

from odoo import models
from odoo.tools.misc import format_amount, format_date, format_datetime, get_lang

from ...money import MICRO

DAY = re.compile(r"\d{4}-\d\d-\d\d")
MOMENT = re.compile(DAY.pattern + r" \d\d:\d\d:\d\d")


class CallNotice(models.Model):
    """What templates ask a notification for."""

    _inherit = "call.notice"

    def _lang(self):
        """The customer's language, else the company's."""
        self.ensure_one()
        wanted = self.env.context.get("call_notice_lang") or self.partner_id.lang or self.company_id.partner_id.lang
        return get_lang(self.env, wanted).code

    def _word(self, name):
        """A value as it was given; "" if it was not."""
        return (self.values or {}).get(name) or ""

    def _sum(self, name):
        """A sum with its currency; "" if there is none."""
        value = (self.values or {}).get(name)
        if not isinstance(value, int):
            return value or ""
        return format_amount(self.env, value / MICRO, self._currency(name), self._lang())

    def _currency(self, name):
        code = self._word(f"{name}_currency") or self._word("currency")
        currencies = self.env["res.currency"].with_context(active_test=False)
        found = currencies.search([("name", "=", code)], limit=1) if code else None
        return found or self.company_id.currency_id

    def _day(self, name):
        """A day, or a moment by the customer's clock; "" if there is none."""
        value = self._word(name)
        if MOMENT.fullmatch(value):
            zone = self.partner_id._call_timezone(self.company_id)
            return format_datetime(self.env, value, tz=zone, dt_format="short", lang_code=self._lang())
        # what was given in words stays as it is
        return format_date(self.env, value, lang_code=self._lang()) if DAY.fullmatch(value) else value

    def _about(self):
        """The record that it is about; None if there is none any more."""
        if not self.res_model or self.res_model not in self.env:
            return None
        return self.env[self.res_model].sudo().browse(self.res_id).exists() or None

    def _link(self):
        """Where the customer sees it: the record's own page in the portal, or the portal."""
        record = self._about()
        path = record.get_portal_url() if record and hasattr(record, "get_portal_url") else "/my"
        return self.get_base_url() + path
