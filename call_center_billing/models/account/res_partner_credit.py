"""How an account pays, and how much it may use before it has to."""

from odoo import api, fields, models

from .credit import CLERK, CREDIT_FIELDS, SALES

#: fields that a new contact has a value in
DEFAULTED = (*sorted(CREDIT_FIELDS), "call_opened_by")


class ResPartner(models.Model):
    """Policy and limit, of the commercial partner. Odoo's own credit limit only warns, and its 0 means unlimited."""

    _inherit = "res.partner"

    call_policy = fields.Selection(
        [("prepaid", "Prepaid"), ("postpaid", "Postpaid"), ("hybrid", "Hybrid")],
        string="Billing Policy",
        default="postpaid",
        required=True,
        copy=False,
        tracking=True,
        groups=SALES,
        help="Prepaid: calls as long as the money paid in lasts. Postpaid: calls up to the credit limit, invoiced. "
        "Hybrid: what is paid in, and the credit limit on top.",
    )
    call_credit_policy = fields.Selection(
        [("limited", "Limited"), ("unlimited", "Unlimited")],
        string="Credit Policy",
        default="limited",
        required=True,
        copy=False,
        tracking=True,
        groups=SALES,
        help="Unlimited: no call is refused for want of money.",
    )
    call_credit_limit = fields.Monetary(
        string="Calls Credit Limit",
        # whoever makes a contact, may it read companies or not
        default=lambda self: self.env.company.sudo().call_starting_credit,
        copy=False,
        tracking=True,
        groups=SALES,
        help="How much may be used before it is paid for, tax included. 0: nothing. A prepaid account's counts as 0.",
    )
    call_minimum_balance = fields.Monetary(
        string="Minimum Balance",
        default=0,
        copy=False,
        tracking=True,
        groups=SALES,
        help="What must be available for a call to be admitted at all.",
    )
    call_opened_by = fields.Selection(
        [("manual", "By hand"), ("directory", "Directory look-up"), ("import", "Import")],
        string="Account Opened",
        default="manual",
        required=True,
        readonly=True,
        copy=False,
        groups=SALES,
        help="How the account came about.",
    )

    _call_credit = models.Constraint(
        "CHECK (call_credit_limit >= 0 AND call_minimum_balance >= 0)",
        "A credit limit and a minimum balance are 0 or more.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Let anybody say what holds anyway: to make a user is to make a contact with all its defaults said."""
        if not self.env.su:
            names = [name for name in DEFAULTED if not self._has_field_access(self._fields[name], "write")]
            usual = self.default_get(names) if names else {}
            vals_list = [
                {name: value for name, value in vals.items() if name not in usual or value != usual[name]}
                for vals in vals_list
            ]
        return super().create(vals_list)

    def _has_field_access(self, field, operation):
        """Override: sales staff read what an account may use, and only who bills changes it."""
        if operation == "write" and field.name in CREDIT_FIELDS and not self.env.su:
            return self.env.user.has_group(CLERK)
        return super()._has_field_access(field, operation)
