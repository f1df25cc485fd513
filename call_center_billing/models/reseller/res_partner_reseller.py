"""Resellers: accounts that buy calls at one price list and sell them at another."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..account.credit import SALES
from ..mediation.resale_chain import DEPTH


class ResPartner(models.Model):
    """A customer of a reseller is charged by its own price list, the reseller by the reseller's."""

    _inherit = "res.partner"

    call_reseller_id = fields.Many2one(
        "res.partner",
        string="Sold by",
        ondelete="restrict",
        index="btree_not_null",
        copy=False,
        tracking=True,
        groups=SALES,
        domain="[('id', '!=', id), ('parent_id', '=', False), ('call_payer_id', '=', False)]",
        help="The reseller whose customer this is. It pays for the calls by its own price list, and its balance must "
        "suffice for them, too. Empty: we sell to the account ourselves.",
    )
    call_customer_ids = fields.One2many("res.partner", "call_reseller_id", string="Customers Sold To", groups=SALES)
    call_billed_by = fields.Selection(
        [("reseller", "The reseller")],
        string="Invoiced by",
        copy=False,
        tracking=True,
        groups=SALES,
        help="Who invoices the account's calls; empty: we do. If the reseller does, statements are handed over to it "
        "as lists, and the account gets no order and no invoice of ours. Holds for statements that are opened from now "
        "on.",
    )
    call_customer_count = fields.Integer(
        string="Customers", compute="_compute_call_customer_count", groups=SALES, help="Accounts that it sold to."
    )

    def _compute_call_customer_count(self):
        domain = [("call_reseller_id", "in", self.commercial_partner_id.ids)]
        counts = dict(self.env["res.partner"].sudo()._read_group(domain, ["call_reseller_id"], ["__count"]))
        for partner in self:
            partner.call_customer_count = counts.get(partner.sudo().commercial_partner_id, 0)

    @api.constrains("call_reseller_id", "call_payer_id", "parent_id")
    def _check_call_reseller(self):
        """Chains end, and soon; who is paid for by another account is no part of one."""
        accounts = self.sudo()
        for partner in accounts.filtered("call_reseller_id") | accounts.filtered("call_customer_ids"):
            if partner.call_payer_id:
                raise ValidationError(
                    self.env._(
                        "%(account)s is paid for by %(payer)s: it has no reseller but that one's, and sells to none.",
                        account=partner.display_name,
                        payer=partner.call_payer_id.display_name,
                    )
                )
            if partner.commercial_partner_id != partner:
                raise ValidationError(
                    self.env._("%(account)s is a contact of another account.", account=partner.display_name)
                )
            partner._check_call_chain()

    def _check_call_chain(self):
        """
        :raise ValidationError: the chain of resellers comes back to where it began, or is too long
        """
        chain = [self]
        while above := chain[-1].call_reseller_id:
            chain.append(above)
            if above in chain[:-1]:
                names = " → ".join(partner.display_name for partner in chain)
                raise ValidationError(self.env._("Resellers cannot sell in a circle: %(chain)s.", chain=names))
        longest = len(chain) - 1 + self._call_chain_below()
        if longest > DEPTH:
            raise ValidationError(
                self.env._(
                    "%(account)s would be in a chain of %(count)s resellers; at most %(most)s may sell to each other.",
                    account=self.display_name,
                    count=longest,
                    most=DEPTH,
                )
            )
        if len((self | self.call_reseller_id).company_id) > 1:
            raise ValidationError(
                self.env._("%(account)s and its reseller belong to different companies.", account=self.display_name)
            )
        if any(above.call_payer_id for above in chain[1:]):
            raise ValidationError(
                self.env._("A sub-account cannot be a reseller; choose the account that pays for it.")
            )

    def _call_chain_below(self):
        """How many accounts are sold to one behind the other below this one."""
        count, below = 0, self.call_customer_ids
        while below and count <= DEPTH:
            count, below = count + 1, below.call_customer_ids
        return count

    def action_view_call_customers(self):
        """The accounts that the reseller sold to."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("call_center_billing.call_account_action")
        account = self.commercial_partner_id
        return action | {
            "name": self.env._("Customers"),
            "domain": [("call_reseller_id", "=", account.id)],
            "context": {"default_call_reseller_id": account.id},
        }

    def action_view_call_resale(self):
        """What the reseller earned on its customers: price less what it pays."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("call_center_billing.call_resale_action")
        return action | {"domain": [("reseller_id", "=", self.commercial_partner_id.id)]}
