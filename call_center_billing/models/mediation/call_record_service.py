"""Calls that are no calls: sessions of data, texts, time that people worked."""

from odoo import fields, models

from ...rating import MEBIBYTE, MEGABYTE
from ...talk_time import format_talk_time
from ..tariff.call_rate_unit import COUNTED
from ..tariff.quantity_text import data_text


class CallRecord(models.Model):
    """What was used, in words; and by what name its payer is known."""

    _inherit = "call.record"

    reason = fields.Selection(selection_add=[("unknown_account", "Nobody owned the account name at the time")])
    used = fields.Char(compute="_compute_used", help="Talk time, megabytes, texts or agent time.")

    def _compute_used(self):
        for call in self:
            call.used = call._used_text()

    def _compute_display_name(self):
        """Override: what is no call has nobody who was called."""
        others = self.filtered(lambda call: not call._is_voice())
        for use in others:
            use.display_name = f"{use._payer()[1] or '?'}: {use._used_text()}"
        return super(CallRecord, self - others)._compute_display_name()

    def _masked_b_number(self, digits):
        """Override: where nobody was called, who worked."""
        return (self.agent or "") if self.service == "agent" else super()._masked_b_number(digits)

    def _is_voice(self):
        """Calls from before other services were stored have none."""
        self.ensure_one()
        return (self.service or "voice") == "voice"

    def _used_quantity(self):
        """How much was used in the service's own unit: seconds, octets or texts."""
        self.ensure_one()
        return self.quantity if self.service in COUNTED else self.talk_seconds

    def _used_text(self, brief=False):
        """How much all of these used, service by service, as people read it.

        :param bool brief: time is time, whoever spent it
        """
        sums = {}
        for call in self:
            service = call.service or "voice"
            service = "voice" if brief and service == "agent" else service
            sums[service] = sums.get(service, 0) + call._used_quantity()
            if service == "data" and call.rate_id.unit == "mebibyte":
                sums["mebi"] = True
        unit = MEBIBYTE if sums.pop("mebi", False) else MEGABYTE
        return self._used_sums_text(sums, unit)

    def _used_sums_text(self, sums, unit=MEGABYTE):
        """
        :param dict sums: {service: how much of it}
        :param int unit: bytes that a megabyte has
        """
        texts = {
            "voice": format_talk_time,
            "agent": lambda seconds: self.env._("%s of agent time", format_talk_time(seconds)),
            "message": lambda count: self.env._("%s message(s)", count),
            "data": lambda octets: data_text(self.env, octets, unit),
        }
        return ", ".join(text(sums[service]) for service, text in texts.items() if service in sums)

    def _account_names(self):
        """The account names by which those who pay for these are known; calls have none."""
        return sorted({call.account_code for call in self if not call._is_voice() and call.account_code})

    def _payer(self):
        """Kind and text of the name that decides who pays; "" if there is none.

        :return: (a kind of `call.number`, text)
        """
        self.ensure_one()
        if self._is_voice():
            return "phone", self.a_number or ""
        if self.account_code or self.service == "agent":
            return "account", self.account_code or ""
        return "phone", self.a_number or ""
