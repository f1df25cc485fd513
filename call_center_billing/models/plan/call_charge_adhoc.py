"""What people do with charges: enter one by hand, call one off, give one back."""

from odoo import api, models
from odoo.exceptions import AccessError, UserError

#: what may be changed of a charge that is on a statement
LOOSE = {"statement_line_id", "cancelled", "state", "message_main_attachment_id"}


class CallCharge(models.Model):
    """A charge on a statement never changes: it is called off while nothing charges it, and given back after that."""

    _inherit = "call.charge"

    @api.model_create_multi
    def create(self, vals_list):
        """
        :raise AccessError: people enter ad-hoc charges only, all others come of subscriptions and campaigns
        """
        if not self.env.su and any(
            vals.get("subscription_item_id") or vals.get("reverses_id") or vals.get("kind", "adhoc") != "adhoc"
            for vals in vals_list
        ):
            raise AccessError(self.env._("Charges of plans are made by the system. Enter an ad-hoc charge instead."))
        return super().create(vals_list)

    def write(self, vals):
        """
        :raise UserError: one is on a statement
        """
        if vals.keys() - LOOSE and (fixed := self.filtered(lambda charge: charge.state != "waiting")):
            raise UserError(
                self.env._(
                    "%(charges)s: what is on a statement does not change. Call it off, or give it back.",
                    charges=", ".join(fixed[:5].mapped("name")),
                )
            )
        if vals.get("date_from") and "bill_day" not in vals:
            vals = {**vals, "bill_day": vals["date_from"]}
        result = super().write(vals)
        if {"price", "quantity", "currency_id"} & vals.keys() and "amount" not in vals:
            self._set_amount()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_placed(self):
        if any(charge.state != "waiting" for charge in self):
            raise UserError(self.env._("Charges stay; call one off instead."))

    def action_place(self):
        """Put charges on their accounts' statements now; those of a day to come wait for it."""
        self.check_access("write")
        due = self.filtered(lambda charge: (charge.bill_day or charge.date_from) <= charge._today())
        if len(due) < len(self):
            raise UserError(self.env._("A charge comes onto its statement on its day, not before."))
        due._place()

    def action_call_off(self):
        """Take charges off their statements: nobody pays them, and they are not made again.

        :raise UserError: an order charges one already
        """
        self.check_access("write")
        lines = self.sudo().statement_line_id
        if lines.filtered("ordered"):
            raise UserError(self.env._("An order has this charge already. Give it back instead."))
        lines.statement_id.lock_for_update()
        self.sudo().cancelled = True
        lines.unlink()

    def action_give_back(self):
        """Credit charges: what was charged comes off the account's open statement.

        :raise UserError: one is given back already, or was never charged
        """
        self.check_access("write")
        made = self.browse()
        for charge in self.sudo():
            if charge.state not in ("placed", "invoiced") or charge.amount <= 0:
                raise UserError(self.env._("%(charge)s is not charged.", charge=charge.name))
            made |= charge._give_back(charge.amount)
        return made.with_env(self.env)._get_records_action(name=self.env._("Given Back"))

    def _give_back(self, amount):
        """A charge of so much less, placed today.

        :param int amount: micro-units, at most what is left of the charge
        :rtype: call.charge
        """
        self.ensure_one()
        charge = self.sudo()
        charge.lock_for_update()
        left = charge.amount + sum(charge.search([("reverses_id", "=", charge.id)]).mapped("amount"))
        if amount > left:
            raise UserError(self.env._("%(charge)s is given back already.", charge=charge.name))
        names = ("company_id", "partner_id", "currency_id", "campaign_id", "product_id")
        found = charge.create(
            {
                **{name: charge[name].id for name in names},
                "name": self.env._("Given back: %(charge)s", charge=charge.name),
                "date_from": charge._today(),
                "price": amount,
                "amount": -amount,
                "quantity": -1,
                "reverses_id": charge.id,
            }
        )
        found._place()
        return found

    def _today(self):
        """Today by the account's clock."""
        return self.env["call.subscription"]._today_of(self.partner_id, self.company_id)

    def _set_amount(self):
        for charge in self:
            charge.amount = charge._worth()

    @api.onchange("price", "quantity", "currency_id")
    def _onchange_price(self):
        self._set_amount()

    @api.onchange("partner_id")
    def _onchange_partner_id(self):
        account = self.partner_id.with_company(self.company_id)
        self.currency_id = account.property_product_pricelist.currency_id or self.company_id.currency_id

    @api.onchange("product_id")
    def _onchange_product_id(self):
        if self.product_id:
            self.name = self.name or self.product_id.display_name

    @api.constrains("product_id")
    def _check_product(self):
        for charge in self:
            if not charge.product_id.active or not charge.product_id.sale_ok:
                raise UserError(self.env._("%(article)s is not for sale.", article=charge.product_id.display_name))
