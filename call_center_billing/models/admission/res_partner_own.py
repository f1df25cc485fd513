"""Limits that a customer sets itself: only stricter ones than the operator's."""

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import formatLang

from ..account.credit import SALES

#: the customer's own; staff read it
OWN_DAY = "call_own_day_limit"


class ResPartner(models.Model):
    """The stricter of the operator's limit and the customer's own holds, see `limits.DAY_LIMIT`."""

    _inherit = "res.partner"

    call_own_day_limit = fields.Monetary(
        string="Customer's Own Spend a Day",
        copy=False,
        tracking=True,
        groups=SALES,
        help="Set by the customer: price of the calls of one day, without tax. Holds where it is below ours. 0: none.",
    )
    call_own_block_ids = fields.One2many(
        "call.own.block", "partner_id", string="Switched Off by the Customer", readonly=True, groups=SALES
    )

    _call_own_day_limit = models.Constraint(
        "CHECK (COALESCE(call_own_day_limit, 0) >= 0)", "A limit is 0, for none, or more."
    )

    def _has_field_access(self, field, operation):
        """Override: it is the customer's to change."""
        if operation == "write" and field.name == OWN_DAY and not self.env.su:
            return False
        return super()._has_field_access(field, operation)

    @api.private
    def _call_most_a_day(self, company):
        """The operator's limit for a day's calls, of the account or of everybody: the stricter; 0 for none."""
        self.ensure_one()
        account = self.sudo().commercial_partner_id
        return min((limit for limit in (account.call_day_limit, company.sudo().call_day_limit) if limit), default=0)

    @api.private
    def _call_set_own_day_limit(self, amount, company):
        """The customer limits what a day's calls may cost.

        :param float amount: 0 for no limit of its own
        :raise UserError: more than the operator allows, or less than nothing
        """
        account = self.sudo().commercial_partner_id
        most = account._call_most_a_day(company)
        if amount < 0:
            raise UserError(self.env._("A limit is 0, for none, or more."))
        if most and amount > most:
            text = formatLang(self.env, most, currency_obj=account.currency_id)
            raise UserError(self.env._("Choose at most %(most)s a day: that is the limit we have set.", most=text))
        if account.call_own_day_limit != amount:
            account.call_own_day_limit = amount

    @api.private
    def _call_set_own_blocks(self, classes):
        """The customer switches off these kinds of calls, and all others on again.

        :param classes: names of destination classes
        :raise UserError: one is none
        """
        account = self.sudo().commercial_partner_id
        labels = dict(self.env["call.own.block"]._fields["destination_class"]._description_selection(self.env))
        if set(classes) - labels.keys():
            raise UserError(self.env._("Choose kinds of calls from the list."))
        there = account.call_own_block_ids
        gone = there.filtered(lambda block: block.destination_class not in classes)
        new = [name for name in labels if name in classes and name not in there.mapped("destination_class")]
        if not (gone or new):
            return
        gone.unlink()
        self.env["call.own.block"].sudo().create(
            [{"partner_id": account.id, "destination_class": name} for name in new]
        )
        names = ", ".join(labels[name] for name in labels if name in classes)
        account.message_post(
            body=self.env._("Switched off by the customer: %(names)s.", names=names)
            if names
            else self.env._("The customer has switched all kinds of calls on again.")
        )
