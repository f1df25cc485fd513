"""A dispute as its customer reads it."""

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import format_date, format_datetime

from odoo.addons.call_center_billing.models.dispute.call_dispute import OPEN

from ..customer_button import with_button

#: charges shown on the page; staff may have disputed more at once
SHOWN = 100


class CallDispute(models.Model):
    """Texts only; read with all rights, for the account's own disputes."""

    _inherit = "call.dispute"

    @api.model
    def _customer_domain(self, account):
        """The account's disputes."""
        return Domain("partner_id", "=", account.id)

    def _customer_row(self):
        """One line of the list."""
        self.ensure_one()
        money = self.env["call.record"]._format_price
        given_back = self.amount_credited
        return {
            "id": self.id,
            "opened": format_date(self.env, self.create_date),
            "reason": dict(self._fields["reason"]._description_selection(self.env))[self.reason],
            "charges": self._charges_text(),
            "amount": money(self.amount_disputed, self.currency_id),
            "given_back": money(given_back, self.currency_id) if given_back else "",
            "state": self._state_text(),
            "open": self.state in OPEN,
            "until": format_date(self.env, self.deadline) if self.state in OPEN else "",
        }

    def _charges_text(self):
        calls, others = self.call_count, len(self.line_ids) - self.call_count
        if calls and others:
            return self.env._("%(calls)s calls and %(lines)s lines", calls=calls, lines=others)
        if calls:
            return self.env._("1 call") if calls == 1 else self.env._("%s calls", calls)
        return self.env._("1 line") if others == 1 else self.env._("%s lines", others)

    def _state_text(self):
        """What the state means for the customer."""
        return {
            "new": self.env._("Received"),
            "review": self.env._("We are looking into it"),
            "settled": self.env._("Settled"),
            "rejected": self.env._("Answered"),
            "withdrawn": self.env._("Withdrawn"),
        }[self.state]

    def _customer_charges(self, timezone, with_calls):
        """What is disputed, one by one.

        :param str timezone: IANA name
        :param bool with_calls: whether the user may see calls
        :return: ([{"what", "detail", "amount"}], how many more there are)
        """
        self.ensure_one()
        lines = self.line_ids[:SHOWN]
        calls = {call.id: call for call in lines.call_id.exists()} if with_calls else {}
        rows = [self._charge_row(line, calls.get(line.call_id.id), timezone, with_calls) for line in lines]
        return rows, len(self.line_ids) - len(rows)

    def _charge_row(self, line, call, timezone, with_calls):
        row = {"what": "", "detail": "", "amount": self.env["call.record"]._format_price(line.amount, self.currency_id)}
        if call:
            told = call._prepare_portal_row(timezone)
            return row | {"what": told["started"], "detail": f"{told['a_number']} → {told['b_number'] or '…'}"}
        if line.call_id:
            day = format_datetime(self.env, line.started_at, tz=timezone)
            return row | {"what": day if with_calls else self.env._("A call")}
        invoice = line.move_line_id.move_id.name or ""
        return row | {"what": line.what, "detail": invoice}

    def _customer_answer(self):
        """The answer that ended it; what waits for a manager is no answer yet."""
        return "" if self.state in OPEN else self.answer or ""

    def _customer_messages(self):
        """What was written between customer and company, oldest first; notes of the company are not among it.

        :return: recordset of mail.message, at most the last 100
        """
        self.ensure_one()
        domain = [
            *(("model", "=", self._name), ("res_id", "=", self.id), ("is_internal", "=", False)),
            *(("message_type", "in", ("comment", "email")), ("subtype_id", "=", self.env.ref("mail.mt_comment").id)),
        ]
        return self.env["mail.message"].sudo().search(domain, order="id desc", limit=SHOWN).sorted("id")

    def _customer_talk(self, timezone):
        """The same as texts: [{"author", "own", "at", "body", "files": ir.attachment}]; bodies were cleaned by Odoo."""
        return [
            {
                "author": message.author_id.name or message.email_from or "",
                "own": message.author_id.commercial_partner_id == self.partner_id,
                "at": format_datetime(self.env, message.date, tz=timezone),
                "body": message.body,
                "files": message.attachment_ids,
            }
            for message in self._customer_messages()
        ]

    def _customer_bills(self):
        """What of its invoices can be paid now: rows as the page of open invoices has them, with the group's key."""
        moves = self.sudo().move_ids.filtered(
            lambda move: move.state == "posted" and move.move_type == "out_invoice" and move.amount_residual > 0
        )
        under_way = moves._call_under_way()
        return [
            {**move._prepare_call_pay_row(under_way.get(move)), "group": f"{move.company_id.id}-{move.currency_id.id}"}
            for move in moves
        ]

    def _notify_get_recipients_groups(self, message, model_description, msg_vals=False):
        """Override of `mail`: customers with a login get a button to the dispute's page."""
        groups = super()._notify_get_recipients_groups(message, model_description, msg_vals=msg_vals)
        return (
            with_button(groups, f"{self.get_base_url()}/my/disputes/{self.id}", self.env._("View Dispute"))
            if self
            else groups
        )
