"""What people do with a subscription on its screen."""

from odoo import models


class CallSubscription(models.Model):
    """Buttons, and previews as they show them."""

    _inherit = "call.subscription"

    def action_change(self):
        """Another plan."""
        return self._open_alter("plan", "next")

    def action_quantities(self):
        """More or fewer of something."""
        return self._open_alter("quantity", "now")

    def action_pause(self):
        """Stand still."""
        return self._open_alter("pause", "now")

    def action_resume(self):
        """Go on."""
        return self._open_alter("resume", "now")

    def action_cancel(self):
        """End it."""
        return self._open_alter("cancel", "regular")

    def action_withdraw_cancellation(self):
        """It goes on after all."""
        self.ensure_one()
        return self._notice().action_withdraw()

    def action_preview_invoice(self):
        """What the account's next invoice comes to by now."""
        self.ensure_one()
        html = self._cost_html(self._preview_next_invoice(), self.currency_id)
        preview = self.env["call.invoice.preview"].create({"partner_id": self.partner_id.id, "cost": html})
        return self._again(preview, self.env._("Next Invoice"))

    def action_view_requests(self):
        """What was asked for."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("call_center_billing.call_plan_request_action")
        return action | {
            "domain": [("subscription_id", "=", self.id)],
            "context": {"default_subscription_id": self.id},
        }

    def action_view_steps(self):
        """All changes, those to come too."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("call_center_billing.call_subscription_step_action")
        return action | {"domain": [("subscription_id", "=", self.id)], "context": {}}

    def _open_alter(self, kind, when):
        self.ensure_one()
        vals = {"subscription_id": self.id, "kind": kind, "when": when}
        return self._again(self.env["call.subscription.alter"].create(vals), self._alter_title(kind))

    def _alter_title(self, kind):
        steps = self.env["call.subscription.step"]
        return dict(steps._fields["kind"]._description_selection(self.env))[kind]

    def _again(self, wizard, title=None):
        """The window of a wizard, as it is now."""
        return {
            "type": "ir.actions.act_window",
            "name": title or wizard._description,
            "res_model": wizard._name,
            "res_id": wizard.id,
            "views": [(False, "form")],
            "target": "new",
        }

    def _cost_html(self, found, currency):
        """Charges and sums as a table.

        :param dict found: as `_cost_of_change` or `call.statement._foreseen` has it; `notes`: sentences above it
        """
        lines = [line | {"money": self._in_currency(line["amount"], currency)} for line in found["lines"]]
        names = ("untaxed", "tax", "total") if "total" in found else ("amount",)
        sums = {name: self._in_currency(found[name], currency) for name in names}
        values = {"lines": lines, "sums": sums, "notes": found.get("notes", [])}
        return self.env["ir.qweb"]._render("call_center_billing.call_subscription_cost", values)


class CallSubscriptionItem(models.Model):
    """What people say how many there are of."""

    _inherit = "call.subscription.item"

    def _is_counted(self):
        """Whether its quantity is agreed, and not measured or counted elsewhere."""
        return self.kind in ("recurring", "support", "seat")
