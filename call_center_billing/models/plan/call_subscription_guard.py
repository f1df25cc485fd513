"""What is charged was agreed: items and quantities that charges were made of do not change behind them."""

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import format_date

#: what charges of an item were worked out from
FIXED = {"kind", "product_id", "price", "cycle_id", "advance", "prorate", "date_from", "subscription_id"}


class CallSubscription(models.Model):
    """A subscription that has charges stays."""

    _inherit = "call.subscription"

    def write(self, vals):
        """
        :raise UserError: customer, plan or first day of one that is charged would change
        """
        if {"partner_id", "company_id", "date_start"} & vals.keys():
            for subscription in self.filtered("charge_count"):
                day = vals.get("date_start", subscription.date_start)
                if {"partner_id", "company_id"} & vals.keys() or f"{day}" != f"{subscription.date_start}":
                    raise UserError(
                        self.env._(
                            "%(name)s is charged already: its customer and first day stay. End it and start another.",
                            name=subscription.name,
                        )
                    )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_begun(self):
        if any(subscription.state != "draft" for subscription in self):
            raise UserError(self.env._("A subscription that has begun stays; cancel it instead."))


class CallSubscriptionItem(models.Model):
    """Later changes are new items, or new quantities."""

    _inherit = "call.subscription.item"

    @api.model_create_multi
    def create(self, vals_list):
        """New items may bring charges."""
        items = super().create(vals_list)
        items.subscription_id._look_for_charges()
        return items

    def write(self, vals):
        """
        :raise UserError: an item that is charged would change
        """
        if names := FIXED & vals.keys():
            for item in self.filtered("charge_ids"):
                before = item._convert_to_write({name: item[name] for name in names})
                if any(before[name] != vals[name] for name in names):
                    raise UserError(
                        self.env._(
                            "%(item)s is charged already and stays as it is. End it, and add another.",
                            item=item.display_name,
                        )
                    )
        result = super().write(vals)
        if vals.keys() - {"settled_until", "sequence"}:
            self.subscription_id._look_for_charges()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_charged(self):
        if charged := self.filtered("charge_ids")[:1]:
            raise UserError(self.env._("%(item)s is charged already. End it instead.", item=charged.display_name))

    def _last_charged(self):
        """The first day on which a quantity may still change; None: any.

        In advance: that on which the last charge begins, for later changes are charged for the days left. In arrears:
        that on which it ends.
        """
        charges = self.sudo().charge_ids.filtered(lambda charge: not charge.reverses_id or charge.quantity < 0)
        name = "date_from" if self.advance else "date_to"
        return max(filter(None, charges.mapped(name)), default=None)


class CallSubscriptionQuantity(models.Model):
    """How many there were in days that are charged is history."""

    _inherit = "call.subscription.quantity"

    @api.model_create_multi
    def create(self, vals_list):
        """
        :raise UserError: it is about days that are charged
        """
        rows = super().create(vals_list)
        rows._check_open()
        rows.item_id.subscription_id._look_for_charges()
        return rows

    def write(self, vals):
        """
        :raise UserError: it is about days that are charged
        """
        self._check_open()
        result = super().write(vals)
        self._check_open()
        self.item_id.subscription_id._look_for_charges()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_charged(self):
        self._check_open(gone=True)

    def _check_open(self, gone=False):
        for row in self:
            item = row.item_id
            last = item._last_charged()
            if last and (row.valid_from < last or (gone and row.valid_from == last)):
                raise UserError(
                    self.env._(
                        "%(item)s is charged already from %(day)s on: a quantity may change on that day or later.",
                        item=item.display_name,
                        day=format_date(self.env, last),
                    )
                )
