"""Invoices of calls that a billing service sends for us."""

from odoo import api, fields, models

from .call_billing_service import OPEN


class AccountMove(models.Model):
    """When an invoice is posted, a message for the service of its account is queued."""

    _inherit = "account.move"

    call_service_message_ids = fields.One2many(
        "call.service.message",
        "move_id",
        string="Service Messages",
        groups="call_center_billing.call_center_billing_group_clerk",
    )
    call_service_state = fields.Selection(
        [("waiting", "On its way"), ("aside", "Needs a person"), ("done", "With the service")],
        string="Billing Service",
        compute="_compute_call_service_state",
        compute_sudo=True,
    )

    @api.depends("call_service_message_ids.state")
    def _compute_call_service_state(self):
        for move in self:
            sent = move.call_service_message_ids.filtered(lambda message: message.direction == "out").sorted("id")[-1:]
            states = {"sending": "waiting", "dismissed": False}
            move.call_service_state = states.get(sent.state, sent.state) or False

    def _post(self, soft=True):
        """Override: what a service sends is queued for it."""
        posted = super()._post(soft)
        posted._call_queue_for_service()
        return posted

    def _call_queue_dispatch(self):
        """Override: what a service sends we do not send."""
        ours = self.filtered(lambda move: not move._call_goes_to_service())
        return super(AccountMove, ours)._call_queue_dispatch()

    def _call_goes_to_service(self):
        """The service that sends this invoice or credit note of calls; an empty one if we send it ourselves."""
        self.ensure_one()
        move = self.sudo()
        none = move.env["call.billing.service"]
        if move.move_type not in ("out_invoice", "out_refund"):
            return none
        credited = move.reversed_entry_id
        if not (move._call_statement_lines() or credited._call_statement_lines() or move.call_correction_id):
            return none
        # a credit note goes to whom the invoice went
        went = credited.call_service_message_ids.filtered(
            lambda message: message.direction == "out" and message.state != "dismissed"
        )
        if went:
            return went[0].service_id.filtered("active")
        return move.commercial_partner_id.with_company(move.company_id)._call_service(move.company_id)

    def _call_queue_for_service(self):
        services = self.env["call.billing.service"].sudo()
        if not services.search_count([("company_id", "in", self.company_id.ids)], limit=1):
            return  # who has none does not pay for looking at each invoice
        for move in self:
            if service := move._call_goes_to_service():
                service._queue_move(move.sudo())

    def action_view_call_service_messages(self):
        """What the service was handed and what it said about this invoice."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("call_center_billing.call_service_message_action")
        return action | {"domain": [("move_id", "=", self.id)], "context": {}}


class CallBillingService(models.Model):
    """Takes posted documents into its queue."""

    _inherit = "call.billing.service"

    def _queue_move(self, move):
        """A document is posted, for the first time or after it was mended.

        What waits is sent as it is now. What the service has is another message, with a key of its own.
        """
        self.ensure_one()
        messages = self.env["call.service.message"].sudo()
        earlier = messages.search([("service_id", "=", self.id), ("direction", "=", "out"), ("move_id", "=", move.id)])
        vals = {
            "kind": "invoice" if move.move_type == "out_invoice" else "credit_note",
            "date": move.invoice_date,
            "currency_id": move.currency_id.id,
            "amount": move.amount_total,
        }
        waiting = earlier.filtered(
            lambda message: message.state == "aside" or message.state in OPEN and not message.attempts
        )
        if waiting:
            again = {"state": "waiting", "next_try": False, "attempts": 0, "error": False, "file_ids": [(5,)]}
            waiting[0].write(vals | again)
        else:
            key = f"move-{move.id}-{len(earlier) + 1}"
            messages.create(vals | {"service_id": self.id, "direction": "out", "key": key, "move_id": move.id})
        self._let_a_job_work()
