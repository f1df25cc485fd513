"""How accounts are opened by others than people."""

from odoo import api, fields, models


class ResPartner(models.Model):
    """An account with its first number, in one step."""

    _inherit = "res.partner"

    @api.model
    def _call_open(self, company, vals, number, opened_by):
        """Open an account with the company's starting credit; its number is its own from now.

        :param company: whose customer it is
        :param dict vals: of the partner, name at least
        :param str number: E.164, or as it is written in the account's country; "" for none
        :param str opened_by: how it came about, a key of `call_opened_by`
        :rtype: res.partner
        :raise ValidationError: `number` is no telephone number
        :raise psycopg2.errors.ExclusionViolation: `number` has an owner
        """
        opener = self.with_company(company)
        credit = {"call_credit_policy": "limited", "call_credit_limit": company.call_starting_credit}
        always = {"call_opened_by": opened_by, "customer_rank": 1}
        partner = opener.create({"country_id": company.country_id.id} | vals | credit | always)
        if number:
            opener.env["call.number"].create(
                {
                    "number": number,
                    "partner_id": partner.id,
                    "company_id": company.id,
                    "valid_from": fields.Datetime.now(),
                }
            )
        return partner
