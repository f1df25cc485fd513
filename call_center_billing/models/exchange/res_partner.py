"""Who sends an account's invoices of calls."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ResPartner(models.Model):
    """What an account has instead of the company's usual way."""

    _inherit = "res.partner"

    call_service_policy = fields.Selection(
        [("company", "As the company does"), ("self", "We send them"), ("own", "A service of its own")],
        string="Invoices Are Sent By",
        company_dependent=True,
        help="Empty: as the company does.",
    )
    call_service_id = fields.Many2one(
        "call.billing.service", string="Service of the Account", company_dependent=True, ondelete="restrict"
    )

    @api.model
    def _commercial_fields(self):
        """Override: contacts have their company's."""
        return [*super()._commercial_fields(), "call_service_policy", "call_service_id"]

    @api.constrains("call_service_policy", "call_service_id")
    def _check_call_service(self):
        for partner in self:
            if partner.call_service_policy == "own" and not partner.call_service_id:
                raise ValidationError(
                    self.env._("Name the service that sends the invoices of %(name)s.", name=partner.name)
                )
            if partner.call_service_id.sudo().company_id - self.env.company:
                raise ValidationError(self.env._("The service is another company's."))

    def _call_service(self, company):
        """The service that sends this account's invoices in a company; an empty one if we do."""
        account = self.sudo().commercial_partner_id.with_company(company)
        chosen = {"self": self.env["call.billing.service"], "own": account.call_service_id}
        return chosen.get(account.call_service_policy, company.sudo().call_service_id).sudo().filtered("active")
