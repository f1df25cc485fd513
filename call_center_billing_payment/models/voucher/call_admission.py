"""`voucher`: a caller enters the code of a voucher by telephone."""

from odoo import api, fields, models

from odoo.addons.call_center_billing.models.admission.answers import money_text
from odoo.addons.call_center_billing.money import MICRO

#: what a caller hears, by outcome
PROMPTS = {
    "ok": "voucher_ok",
    "again": "voucher_again",
    "mistyped": "voucher_mistyped",
    "unknown": "voucher_unknown",
    "used": "voucher_used",
    "expired": "voucher_expired",
    "void": "voucher_used",
    "currency": "voucher_currency",
    "locked": "voucher_locked",
    "failed": "voucher_failed",
}


class CallAdmission(models.AbstractModel):
    """A question of its own, that admits no call; one that goes on may be extended after it."""

    _inherit = "call.admission"

    @api.model
    def _voucher(self, source, code, a_number=None, account=None, lang=""):
        """Redeem a voucher for who owns a number now, or for an account that answers named.

        The switch's address says nothing of the caller: wrong codes are counted by account.

        :rtype: dict
        :raise Refusal: nobody owns the number
        """
        self._begin(source.deadline)
        company, partner = self._whose(source, a_number, account)
        partner = partner.with_company(company)
        redeemed = partner._call_redeem(code, "telephone")
        self.env.flush_all()
        known = redeemed.outcome in ("ok", "again")
        currency = redeemed.voucher.currency_id if known else None
        return {
            "outcome": redeemed.outcome,
            "amount": money_text(round(redeemed.voucher.value * MICRO), currency.decimal_places) if known else None,
            "currency": currency.name if known else None,
            "retry_after": _seconds_to(redeemed.until),
            "prompt": self.env["call.prompt"]._spoken(PROMPTS[redeemed.outcome], lang or partner.lang or source.lang),
            **self._account_json(source, company, partner),
        }


def _seconds_to(moment):
    """Whole seconds until a moment, at least one; None for none."""
    if moment is None:
        return None
    return max(1, int((moment - fields.Datetime.now()).total_seconds()))
