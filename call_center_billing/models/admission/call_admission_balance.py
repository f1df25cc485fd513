"""`balance` and `pin`: what is available to whom."""

from odoo import api, fields, models

from .answers import balance_json
from .refusals import Refusal


class CallAdmission(models.AbstractModel):
    """Questions about an account rather than a call."""

    _inherit = "call.admission"

    @api.model
    def _balance_of(self, source, a_number=None, account=None):
        """The balance of who owns a number now, or of an account that answers named.

        :raise Refusal: nobody owns it
        """
        company, partner = self._whose(source, a_number, account)
        return self._account_json(source, company, partner)

    @api.model
    def _whose(self, source, a_number=None, account=None):
        """The company, and the account of it that a question is about.

        :raise Refusal: nobody owns the number, or there is no such account
        """
        company = self.env["res.company"].browse(source.company_id)
        if a_number is not None:
            number, now = source.calling.normalise(a_number).text, fields.Datetime.now()
            owners = self.env["call.number"]._owners(company, [number]).get(number, ())
            account = next(
                (owner for since, until, _id, owner in owners if since <= now and (not until or now < until)), None
            )
        return company, self._account(company, account)

    @api.model
    def _pin(self, source, call_id, pin, lang=""):
        """Whose PIN is it? Wrong ones are counted; the question is of its own, and admits no call.

        :rtype: dict
        """
        self._begin(source.deadline)
        company = self.env["res.company"].browse(source.company_id)
        partner, outcome = self.env["call.pin"]._verify(company, pin)
        self.env.flush_all()
        if outcome == "ok":
            return {"outcome": outcome, "prompt": None, **self._account_json(source, company, partner)}
        code = "wrong_pin" if outcome == "wrong" else "pin_locked"
        prompt = self.env["call.prompt"]._spoken(code, lang or source.lang)
        return {"outcome": outcome, "prompt": prompt, "account": None, "balance": None, "bundles": []}

    def _account(self, company, account_id):
        """The account, if it is one of this company's.

        :raise Refusal: it is not
        """
        domain = [("company_id", "=", company.id), ("partner_id", "=", account_id or 0)]
        if not any(self.env[model].search_count(domain, limit=1) for model in ("call.number", "call.pin")):
            raise Refusal(404, "unknown_account", "There is no such account.")
        return self.env["res.partner"].browse(account_id)

    def _account_json(self, source, company, partner):
        payer = partner._call_payer()
        balance = self.env["call.balance"]._of(company, payer)[payer.id]
        return {
            "account": {"id": partner.id, "lang": partner.lang or None},
            "balance": balance_json(source, balance),
            "bundles": partner._call_bundles_json(company),
        }
