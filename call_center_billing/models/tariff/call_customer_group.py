"""Customer groups: customers who share a price list."""

from odoo import api, fields, models
from odoo.exceptions import UserError


class CallCustomerGroup(models.Model):
    """Resellers, associations, staff: whoever gets the same prices. A customer is in at most one group."""

    _name = "call.customer.group"
    _description = "Customer Group"
    _inherit = ["mail.thread"]
    _order = "name"
    _check_company_auto = True

    name = fields.Char(required=True, tracking=True)
    pricelist_id = fields.Many2one(
        "product.pricelist",
        string="Price List",
        required=True,
        check_company=True,
        tracking=True,
        ondelete="restrict",
        help="Prices the calls of the group's customers who have no price list of their own.",
    )
    member_ids = fields.One2many("res.partner", "call_group_id", string="Customers", domain=[("parent_id", "=", False)])
    member_count = fields.Integer(string="Number of Customers", compute="_compute_member_count")
    company_id = fields.Many2one("res.company", default=lambda self: self.env.company)
    note = fields.Char(help="Who belongs to the group, and why.")
    active = fields.Boolean(default=True)

    _name_unique = models.UniqueIndex(
        "(name, COALESCE(company_id, 0)) WHERE active", "There is a customer group of that name already."
    )

    def write(self, vals):
        """Another list of the group is at once its members'."""
        result = super().write(vals)
        if vals.keys() & {"pricelist_id", "active"}:
            self.env["res.partner"].invalidate_model(["property_product_pricelist"])
        return result

    def _compute_member_count(self):
        domain = [("call_group_id", "in", self.ids), ("parent_id", "=", False)]
        counts = dict(self.env["res.partner"]._read_group(domain, ["call_group_id"], ["__count"]))
        for group in self:
            group.member_count = counts.get(group, 0)

    def action_view_members(self):
        """The group's customers."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("account.res_partner_action_customer")
        return action | {"domain": [("call_group_id", "=", self.id)], "context": {"default_call_group_id": self.id}}

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        """Calls tell that a group's list priced them."""
        domain = [("rule", "=", "group"), ("pricelist_id", "in", self.pricelist_id.ids)]
        if self.env["call.record"].sudo().search_count(domain, limit=1):
            raise UserError(self.env._("A customer group whose price list has priced calls can only be archived."))
