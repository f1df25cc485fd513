"""Customers are told of what happens to their account."""

import json
from datetime import date, datetime

from psycopg2.errors import SerializationFailure

from odoo import api, fields, models

from ..account.credit import SALES
from .call_notice import INSERT

CRON = "call_center_billing.call_notice_cron"


class ResPartner(models.Model):
    """The one way to tell a customer something."""

    _inherit = "res.partner"

    call_notice_contact = fields.Boolean(
        string="Gets Notifications", help="Of its customer's account, where an event goes to contacts."
    )
    call_notice_preference_ids = fields.One2many(
        "call.notice.preference", "partner_id", string="Choices of Notifications", groups=SALES
    )
    call_notice_count = fields.Integer(string="Notifications", compute="_compute_call_notice_count", groups=SALES)

    def _compute_call_notice_count(self):
        domain = [("partner_id", "in", self.commercial_partner_id.ids), ("state", "!=", "off")]
        counts = dict(self.env["call.notice"]._read_group(domain, ["partner_id"], ["__count"]))
        for partner in self:
            partner.call_notice_count = counts.get(partner.commercial_partner_id, 0)

    def action_view_call_notices(self):
        """What the customer was told."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("call_center_billing.call_notice_action")
        return action | {"domain": [("partner_id", "=", self.commercial_partner_id.id)], "context": {}}

    @api.private
    def _call_notify(self, event, key, record=None, values=None):
        """Tell these accounts of an event, once, in the company of the record, or the one at work.

        Queued in this transaction: what is rolled back is told to nobody. Later calls with the same event and key do
        nothing, also at the same moment in another worker. While billing is switched off nothing is told or noted.

        :param str event: code of a `call.notice.event`
        :param str key: which event of this kind: what does not change when the work is done again, as a record's id
        :param record: what it is about; the text links to it where customers may see it
        :param dict values: words of the text. Sums are ints in micro-units, with `currency`, or `<word>_currency` (a
            code) if it is not the company's; days are dates, moments datetimes in UTC; the rest is text in the
            customer's language or numbers. Or a function that gives them for an account, asked for those who are told
        :return: the `call.notice` that is new, an empty one if there was one already
        :raise ValueError: there is no such event
        """
        notices = self.env["call.notice"].sudo()
        company = (record is not None and "company_id" in record._fields and record.company_id) or self.env.company
        if not company._call_billing_on():
            return notices
        event = self.env["call.notice.event"].sudo().with_company(company)._of(event)
        ids = []
        for account in self.sudo().commercial_partner_id.sorted("id"):
            state, channel = account._call_notice_way(event, company)
            ids += account._call_queue_notice(event, str(key), state, channel, company, record, values)
        if ids:
            self.env.ref(CRON).sudo()._trigger()
        return notices.browse(ids)

    def _call_notice_way(self, event, company):
        """State and channel of a new notice, by the account's own choice, else the company's."""
        domain = [("partner_id", "=", self.id), ("event_id", "=", event.id), ("company_id", "=", company.id)]
        own = self.env["call.notice.preference"].sudo().search(domain, limit=1)
        on = own.choice == "on" if own else event._is_on()
        return ("queued" if on else "off"), own.channel or event.channel or "email"

    def _call_queue_notice(self, event, key, state, channel, company, record, values):
        if callable(values):
            values = values(self.with_company(company)) if state == "queued" else {}
        row = {
            "company": company.id,
            "partner": self.id,
            "event": event.id,
            "key": key,
            "channel": channel,
            "state": state,
            "model": record._name if record else None,
            "record": record.id if record else None,
            "values": json.dumps(values or {}, default=_plain),
            "uid": self.env.uid,
        }
        try:
            with self.env.cr.savepoint(flush=False):
                self.env.cr.execute(INSERT, row, log_exceptions=False)
                return [key for (key,) in self.env.cr.fetchall()]
        except SerializationFailure:  # another worker has told it since this transaction began
            return []

    def _call_note(self, event, key, record, vals):
        """Note that an event was told by its own document, or was not; a later note of the same replaces it.

        :param dict vals: of the notification
        """
        company = record.company_id
        event = self.env["call.notice.event"].sudo().with_company(company)._of(event)
        told = vals.get("state") == "sent"
        vals = {"carried": True, "error": False, "sent_at": fields.Datetime.now() if told else False, **vals}
        for account in self.sudo().commercial_partner_id:
            channel = vals.get("channel", "email")
            account._call_queue_notice(event, str(key), vals["state"], channel, company, record, None)
            notices = self.env["call.notice"].sudo()
            domain = [("partner_id", "=", account.id), ("event_id", "=", event.id), ("company_id", "=", company.id)]
            notices.search([*domain, ("key", "=", str(key))]).write(vals)


def _plain(value):
    """Days and moments as JSON has them."""
    if isinstance(value, datetime):
        return fields.Datetime.to_string(value)
    if isinstance(value, date):
        return fields.Date.to_string(value)
    raise TypeError(f"{value!r} is no plain value for a notification")
