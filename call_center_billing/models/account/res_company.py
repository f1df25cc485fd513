"""What holds for a whole company."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ResCompany(models.Model):
    """Defaults of call billing."""

    _inherit = "res.company"

    call_rate_card_id = fields.Many2one(
        "call.rate.card",
        string="Default Rate Card",
        check_company=True,
        help="Prices the calls of customers whose price list names no rate card.",
    )
    call_pricelist_id = fields.Many2one(
        "product.pricelist",
        string="Basic Price List",
        check_company=True,
        ondelete="restrict",
        help="Every customer has it who is given no other: neither a list of its own nor one of its customer group.",
    )
    call_starting_credit = fields.Monetary(
        string="Starting Credit",
        default=1000,
        help="Credit limit of new customers, tax included.",
    )
    call_mask_digits = fields.Integer(
        string="Hidden Digits",
        default=3,
        help="How many of the last digits of a called number are hidden on printed lists of calls and in the portal. "
        "Others who use the telephone have a right to their privacy too.",
    )
    call_late_days = fields.Integer(
        string="Bill Late Calls Within",
        default=0,
        help="Calls that come in more than so many days after they were made are stored, but not billed by themselves. "
        "0: all are billed.",
    )

    call_hide_days = fields.Integer(
        string="Hide Called Numbers After",
        default=0,
        help="Days after which the last digits of called numbers give way to a pseudonym. 0: never.",
    )
    call_remove_months = fields.Integer(
        string="Remove Calls After",
        default=0,
        help="Months after which the calls of a month are removed. Statements, orders and totals remain. 0: never.",
    )

    _call_retention = models.Constraint(
        "CHECK (COALESCE(call_hide_days, 0) >= 0 AND COALESCE(call_remove_months, 0) >= 0"
        " AND COALESCE(call_late_days, 0) >= 0)",
        "Days and months are counted from 0.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        """A new company has a basic price list."""
        companies = super().create(vals_list)
        companies._call_choose_basic_pricelist()
        return companies

    def write(self, vals):
        """Customers without a list of their own have another one at once, and the basic list the company's currency."""
        former = {company: company.currency_id for company in self}
        result = super().write(vals)
        if "currency_id" in vals:
            for company in self:
                company._call_follow_currency(former[company])
        if vals.keys() & {"call_pricelist_id", "currency_id"}:
            self.env["res.partner"].invalidate_model(["property_product_pricelist"])
        return result

    def _call_choose_basic_pricelist(self):
        """Give companies without a basic price list one: the first they have, else a new one."""
        for company in self.filtered(lambda company: not company.call_pricelist_id):
            model = self.env["product.pricelist"].sudo().with_company(company)
            domain = [("company_id", "in", (company.id, False)), ("currency_id", "=", company.currency_id.id)]
            first = model.search([*domain, ("country_group_ids", "=", False)], limit=1)
            vals = {"name": self.env._("Basic price list"), "company_id": company.id, "sequence": 10}
            company.call_pricelist_id = first or model.create(vals | {"currency_id": company.currency_id.id})

    def _call_follow_currency(self, former):
        """Let the basic price list change currency with the company as long as nobody has filled it in.

        A company gets its currency with its chart of accounts, after the list was made.
        """
        basic = self.call_pricelist_id
        if basic.currency_id == former != self.currency_id and not (basic.item_ids or basic.call_rate_card_id):
            basic.currency_id = self.currency_id

    @api.constrains("call_mask_digits")
    def _check_call_mask_digits(self):
        if any(not 0 <= company.call_mask_digits <= 15 for company in self):
            raise ValidationError(self.env._("Between 0 and 15 digits of a called number can be hidden."))
