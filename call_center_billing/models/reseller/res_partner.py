"""Sub-accounts: accounts that another one pays for."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..account.credit import CLERK, SALES

#: who says who pays, and how much may be used, is no salesperson
DECIDED = frozenset({"call_payer_id", "call_sub_lines", "call_month_limit", "call_reseller_id", "call_billed_by"})


class ResPartner(models.Model):
    """A sub-account has no statements and no balance of its own: its calls stand with the payer."""

    _inherit = "res.partner"

    call_payer_id = fields.Many2one(
        "res.partner",
        string="Paid by",
        ondelete="restrict",
        index="btree_not_null",
        copy=False,
        tracking=True,
        groups=SALES,
        domain="[('id', '!=', id), ('call_payer_id', '=', False), ('parent_id', '=', False)]",
        help="The account that pays for the calls of this one, from its own balance, on its own statements. Empty: the "
        "account pays for itself.",
    )
    call_sub_account_ids = fields.One2many("res.partner", "call_payer_id", string="Sub-Accounts", groups=SALES)
    call_sub_lines = fields.Boolean(
        string="Lines per Sub-Account",
        copy=False,
        tracking=True,
        groups=SALES,
        help="Statements, orders and invoices tell the calls of each sub-account apart. Holds for lines that are new "
        "from now on.",
    )
    call_month_limit = fields.Monetary(
        string="Spend a Month",
        copy=False,
        tracking=True,
        groups=SALES,
        help="Price of a sub-account's calls in a calendar month by the payer's clock, without tax. 0: no limit but "
        "the payer's own.",
    )

    _call_month_limit = models.Constraint(
        "CHECK (COALESCE(call_month_limit, 0) >= 0)", "A limit is 0, for none, or more."
    )

    def _has_field_access(self, field, operation):
        """Override: sales staff see who pays, and only who bills changes it."""
        if operation == "write" and field.name in DECIDED and not self.env.su:
            return self.env.user.has_group(CLERK)
        return super()._has_field_access(field, operation)

    @api.constrains("call_payer_id", "parent_id")
    def _check_call_payer(self):
        """One level: who pays for others pays for itself."""
        for partner in self.sudo().filtered("call_payer_id"):
            payer = partner.call_payer_id
            named = {"account": partner.display_name, "payer": payer.display_name}
            if payer == partner:
                raise ValidationError(self.env._("%(account)s cannot be its own sub-account.", **named))
            if partner.commercial_partner_id != partner or payer.commercial_partner_id != payer:
                raise ValidationError(
                    self.env._(
                        "%(account)s or %(payer)s is a contact of another account. Name the accounts themselves.",
                        **named,
                    )
                )
            partner._check_one_level(payer, named)
            if payer.company_id and partner.company_id and payer.company_id != partner.company_id:
                raise ValidationError(self.env._("%(account)s and %(payer)s belong to different companies.", **named))

    def _check_one_level(self, payer, named):
        """
        :raise ValidationError: the payer is paid for by another account, or this one pays for others
        """
        if payer.call_payer_id:
            named["other"] = payer.call_payer_id.display_name
            raise ValidationError(
                self.env._(
                    "%(payer)s is itself paid for by %(other)s, so it cannot pay for %(account)s. Let %(other)s "
                    "pay for both.",
                    **named,
                )
            )
        if self.call_sub_account_ids:
            named["other"] = self.call_sub_account_ids[0].display_name
            raise ValidationError(
                self.env._(
                    "%(account)s pays for %(other)s, so %(payer)s cannot pay for it. Let %(payer)s pay for both.",
                    **named,
                )
            )

    def _call_payer(self):
        """The account that pays for the calls of this one, which may be itself."""
        account = self.sudo().commercial_partner_id
        return (account.call_payer_id or account).with_env(self.env)

    def _call_priced_as(self, company):
        """The account by whose price list calls are priced: a sub-account without one has its payer's."""
        payer = self.sudo().call_payer_id
        if not payer:
            return self
        account = self.sudo().with_company(company)
        usual = account._fields["specific_property_product_pricelist"].get_company_dependent_fallback(account)
        own = account.specific_property_product_pricelist
        return self if own and own != usual else payer.with_env(self.env)
