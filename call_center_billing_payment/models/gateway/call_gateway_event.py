"""What gateways tell us: every notification that was verified, once."""

import json

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

from odoo.addons.call_center_billing.models.account.credit import CLERK

KINDS = [
    ("payment", "Payment"),
    ("refund", "Refund"),
    ("refund_failed", "Refund failed"),
    ("dispute_opened", "Chargeback"),
    ("dispute_won", "Chargeback won"),
    ("dispute_lost", "Chargeback lost"),
    ("payout", "Payout"),
    ("other", "Other"),
]


class CallGatewayEvent(models.Model):
    """A notification of a payment provider whose sender is beyond doubt.

    It is kept before anything is done for it, so the same one never acts twice, and one that fails is tried again.
    """

    _name = "call.gateway.event"
    _description = "Notification of a Payment Provider"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "id desc"
    _rec_name = "event_ref"

    provider_id = fields.Many2one("payment.provider", required=True, readonly=True, index=True, ondelete="cascade")
    provider_code = fields.Selection(related="provider_id.code", related_sudo=True, string="Provider Code")
    company_id = fields.Many2one("res.company", required=True, readonly=True, index=True)
    event_ref = fields.Char(
        string="Reference", required=True, readonly=True, help="The gateway's own word for the notification."
    )
    kind = fields.Selection(KINDS, required=True, readonly=True, index=True)
    type = fields.Char(string="Gateway's Type", readonly=True)
    occurred_at = fields.Datetime(string="Occurred", readonly=True)
    payload = fields.Json(readonly=True, help="What is needed of it: no secrets, no card data.")
    payload_text = fields.Text(string="Content", compute="_compute_payload_text")
    state = fields.Selection(
        [("received", "Received"), ("done", "Done"), ("ignored", "Ignored"), ("failed", "Failed")],
        default="received",
        required=True,
        readonly=True,
        index=True,
        tracking=True,
        help="Ignored: there was nothing to do; the note says why. Failed: tried again by itself, later and later.",
    )
    note = fields.Text(readonly=True)
    transaction_id = fields.Many2one("payment.transaction", readonly=True, index="btree_not_null", ondelete="set null")
    tries = fields.Integer(readonly=True)
    retry_at = fields.Datetime(string="Next Try", readonly=True, index="btree_not_null")

    _once = models.UniqueIndex("(provider_id, event_ref)", "This notification is known already.")

    @api.depends("payload")
    def _compute_payload_text(self):
        for event in self:
            event.payload_text = json.dumps(event.payload, indent=2) if event.payload else False

    @api.model
    @api.private
    def _receive(self, provider_sudo, ref, kind, type, occurred_at, payload, transaction=None):
        """Keep a verified notification.

        :param provider_sudo: whose it is
        :param str ref: the gateway's own word for the notification, unique for the provider
        :param str kind: a key of `KINDS`
        :param str type: the gateway's own word for what happened
        :param datetime occurred_at: when, in UTC, by the gateway
        :param dict payload: what is needed to act on it, also later: no secrets, no card data
        :param transaction: what it is about, if that is known
        :return: the event, as superuser; an empty recordset when it is known already
        """
        events = self.sudo()
        events.env.cr.execute(
            SQL(
                """INSERT INTO call_gateway_event (provider_id, company_id, event_ref, kind, type, occurred_at, payload,
                   state, tries, transaction_id, create_uid, create_date, write_uid, write_date)
                   VALUES (%s, %s, %s, %s, %s, %s, %s, 'received', 0, %s, %s, %s, %s, %s)
                   ON CONFLICT DO NOTHING RETURNING id""",
                *(provider_sudo.id, provider_sudo.company_id.id, ref, kind, type, occurred_at),
                events._fields["payload"].convert_to_column(payload, events),
                transaction.id if transaction else None,
                *(self.env.uid, fields.Datetime.now()) * 2,
            )
        )
        return events.browse(row[0] for row in events.env.cr.fetchall())

    def action_try_again(self):
        """Act on what failed, now."""
        self.check_access("read")
        if not self.env.user.has_group(CLERK):
            raise AccessError(self.env._("Billing clerks have notifications tried again."))
        failed = self.sudo().filtered(lambda event: event.state == "failed")
        failed._handle()
        return True
