"""Odoo's own sending, of invoices that a billing service sends."""

from odoo import api, models


class AccountMoveSend(models.AbstractModel):
    """A copy may be sent, but whoever does is told that the customer has the invoice from the service."""

    _inherit = "account.move.send"

    @api.model
    def _get_alerts(self, moves, moves_data):
        """Override of `account` to warn of invoices that customers would get twice."""
        alerts = super()._get_alerts(moves, moves_data)
        theirs = moves.filtered(lambda move: move.call_service_state)
        if theirs:
            alerts["call_service_sends"] = {
                "level": "warning",
                "message": self.env._(
                    "A billing service sends %(invoices)s: sent from here, the customer has it twice.",
                    invoices=", ".join(theirs.mapped("name")),
                ),
                "action_text": self.env._("View Invoices"),
                "action": theirs._get_records_action(name=self.env._("With a Billing Service")),
            }
        return alerts
