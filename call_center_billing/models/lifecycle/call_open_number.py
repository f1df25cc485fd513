"""Numbers that can be called whatever is suspended."""

from odoo import api, fields, models


class CallOpenNumber(models.Model):
    """Emergency numbers of countries; a company's own customer service, and where its customers pay.

    Emergency calls are admitted to everybody, also to blocked and unknown callers; the others to who is suspended, as
    far as their kind goes. None of them is priced when it is asked for.
    """

    _name = "call.open.number"
    _description = "Number That Is Always Open"
    _inherit = ["call.terms.signal"]
    _order = "kind, number, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True, help="What is reached: police and ambulance, our own service.")
    number = fields.Char(required=True, help="As the switch dials it: 112, 0771 33 63 36, +46771336336.")
    kind = fields.Selection(
        [("emergency", "Emergency"), ("service", "Customer service"), ("payment", "Paying")],
        required=True,
        default="service",
        help="Emergency: open to everybody, always. Customer service: while outgoing calls or the whole service are "
        "suspended. Paying: also while the service is inactive or terminated.",
    )
    country_ids = fields.Many2many("res.country", string="Countries", help="Of the switch. Empty: everywhere.")
    company_id = fields.Many2one("res.company", index=True, help="Empty: every company.")
    active = fields.Boolean(default=True)

    @api.model
    def _of(self, source):
        """The numbers of a source's country and company, as it dials them.

        :param call.source source: who asks
        :return: {number in the form that calls have: kind}; emergency goes before all others
        """
        found = self.sudo().search([("company_id", "in", (False, source.company_id.id))])
        country = source.country_id or source.company_id.country_id
        own = found.filtered(lambda each: not each.country_ids or country in each.country_ids)
        numbering = source._numbering()
        ranked = sorted(own, key=lambda each: each.kind == "emergency")
        return {numbering.normalise(each.number).text: each.kind for each in ranked}
