"""`verify`: somebody calls from a number, and enters the code by which a customer has claimed it."""

from odoo import api, models

#: what a caller hears, by outcome
PROMPTS = {
    "ok": "verify_ok",
    "held": "verify_held",
    "wrong": "verify_wrong",
    "locked": "verify_locked",
    "withheld": "verify_withheld",
}


class CallAdmission(models.AbstractModel):
    """A question of its own, that admits no call."""

    _inherit = "call.admission"

    @api.model
    def _verify_number(self, source, a_number, code, lang=""):
        """Is the number that calls claimed with this code?

        :rtype: dict
        """
        self._begin(source.deadline)
        company = self.env["res.company"].browse(source.company_id)
        number = source.calling.normalise(a_number)
        claims = self.env["call.number.claim"]
        claim, outcome = claims, "withheld"
        if number.kind == "e164":
            claim, outcome = claims._verify(company, number.text, code)
        self.env.flush_all()
        partner = claim.partner_id if outcome == "ok" else claims.partner_id
        return {
            "outcome": outcome,
            "prompt": self.env["call.prompt"]._spoken(PROMPTS[outcome], lang or partner.lang or source.lang),
            "account": {"id": partner.id, "lang": partner.lang or None} if partner else None,
        }
