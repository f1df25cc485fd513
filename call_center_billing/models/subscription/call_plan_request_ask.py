"""How a customer asks: from the portal, with nothing but what may be asked for."""

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

#: what a customer may say of a request; everything else is ours
ASKABLE = frozenset({"subscription_id", "kind", "plan_id", "item_id", "quantity", "when", "day", "note"})
NOTE = 2_000


class CallPlanRequest(models.Model):
    """Requests of customers, who have no rights on them: the portal asks and reads for them."""

    _inherit = "call.plan.request"

    @api.model
    @api.private
    def _ask(self, partner, vals):
        """Make a request for a customer.

        :param res.partner partner: the account or one of its contacts
        :param dict vals: `ASKABLE` names only: ids, a kind and a day as the form sends them
        :raise AccessError: another account's subscription
        :raise UserError: something else than may be asked for, or what cannot be done
        """
        if foreign := vals.keys() - ASKABLE:
            raise UserError(self.env._("This cannot be asked for: %(names)s.", names=", ".join(sorted(foreign))))
        account = partner.commercial_partner_id
        subscription = self.env["call.subscription"].sudo().browse(self._number(vals, "subscription_id")).exists()
        if subscription.partner_id != account:
            raise AccessError(self.env._("This is not a subscription of yours."))
        request = self.sudo().create(self._asked_vals(subscription, vals) | {"asked_by_id": partner.id})
        request.message_subscribe((partner | account).ids)
        return request

    def _asked_vals(self, subscription, vals):
        kind, when = vals.get("kind"), vals.get("when", "next")
        if kind not in dict(self._kinds()) or when not in dict(self._fields["when"].selection):
            raise UserError(self.env._("Choose what is to be changed, and when."))
        found = {"subscription_id": subscription.id, "kind": kind, "when": when}
        if kind == "plan":
            found["plan_id"] = self._asked_plan(subscription, self._number(vals, "plan_id")).id
        if kind == "quantity":
            item = subscription.item_ids.browse(self._number(vals, "item_id"))
            if item not in subscription.item_ids:
                raise UserError(self.env._("Choose one of the subscription's items."))
            found |= {"item_id": item.id, "quantity": self._number(vals, "quantity")}
        if when == "day":
            found["day"] = self._asked_day(subscription, vals.get("day"))
        return found | {"note": str(vals.get("note") or "")[:NOTE]}

    def _asked_day(self, subscription, text):
        """A day from today on; only staff change what has been."""
        try:
            day = fields.Date.to_date(text)
        except (TypeError, ValueError):
            day = None
        if not day or day < subscription._local_today():
            raise UserError(self.env._("Choose a day from today on."))
        return day

    def _asked_plan(self, subscription, plan_id):
        """A plan that customers may ask for."""
        plan = subscription._plans_to_ask_for().filtered(lambda plan: plan.id == plan_id)
        if not plan:
            raise UserError(self.env._("Choose one of the plans on offer."))
        return plan

    def _number(self, vals, name):
        """A whole number of a form.

        :raise UserError: it is none, or below 0
        """
        text = str(vals.get(name, "")).strip()
        if not (text.isascii() and text.isdigit() and len(text) < 10):
            raise UserError(self.env._("“%(value)s” is no number.", value=text))
        return int(text)
