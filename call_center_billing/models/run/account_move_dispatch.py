"""How posted call invoices reach the customer."""

import logging

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..account.credit import CLERK

_logger = logging.getLogger(__name__)
CRON = "call_center_billing.call_billing_run_cron_send"
WARNING = "mail.mail_activity_data_warning"
#: invoices that one round of the cron sends at most
ROUND = 500


class AccountMove(models.Model):
    """Sent by mail, put on the list of letters, or waiting for a person."""

    _inherit = "account.move"

    call_dispatch = fields.Selection(
        [
            ("none", "Not by billing"),
            ("due", "To send"),
            ("queued", "On its way"),
            ("sent", "Sent"),
            ("letter", "Letter to print"),
            ("printed", "Letter printed"),
            ("failed", "Could not be sent"),
            ("bounced", "Came back"),
        ],
        string="Dispatch",
        default="none",
        required=True,
        readonly=True,
        copy=False,
    )
    call_dispatch_error = fields.Char(string="Dispatch Trouble", readonly=True, copy=False)

    _call_dispatch = models.Index("(call_dispatch, company_id) WHERE call_dispatch NOT IN ('none', 'sent', 'printed')")

    def _call_queue_dispatch(self):
        """Posted invoices are to be sent: at once or when told, as the company has it."""
        for company, moves in self.grouped("company_id").items():
            at_once = company.call_dispatch_mode == "auto"
            manual = moves.filtered(lambda move: move._call_sending_wish() == "manual")
            manual.call_dispatch = "due"
            (moves - manual).call_dispatch = "queued" if at_once else "due"
        if self.filtered(lambda move: move.call_dispatch == "queued"):
            self.env.ref(CRON).sudo()._trigger()

    def action_call_send(self):
        """Send these now, for the first time or again."""
        self._call_check_sender()
        self._call_restate({"due", "failed", "bounced"}, {"call_dispatch": "queued", "call_dispatch_error": False})
        self.env.ref(CRON).sudo()._trigger()

    def action_call_as_letter(self):
        """Send these by letter, whatever the customer's usual way is."""
        self._call_check_sender()
        moves = self._call_restate({"due", "failed", "bounced"}, {"call_dispatch": "queued"})
        for move in moves:
            move._call_send("letter")

    def action_call_print(self):
        """One PDF of all the letters among these."""
        letters = self.filtered(lambda move: move.call_dispatch == "letter")
        if not letters:
            raise UserError(self.env._("None of these is a letter to print."))
        return self.env.ref("account.account_invoices").report_action(letters)

    def action_call_printed(self):
        """The letters were printed and put in the post."""
        self._call_check_sender()
        for move in self._call_restate({"letter"}, {"call_dispatch": "printed"}):
            move.message_post(body=self.env._("Printed and put in the post."))

    @api.model
    def _cron_call_send(self):
        """Send what is on its way, one by one: whatever happens to one, the others go out."""
        domain = [("call_dispatch", "=", "queued"), ("state", "=", "posted")]
        moves = self.search(domain, order="invoice_date, id", limit=ROUND)
        progress = self.env["ir.cron"]._commit_progress
        progress(remaining=self.search_count(domain))
        for move in moves:
            if locked := move.try_lock_for_update().filtered_domain(domain):
                locked.with_company(move.company_id)._call_send()
            if not progress(1):
                return

    def _call_sending_wish(self):
        """The way of sending that the customer's page names, if any."""
        return self.commercial_partner_id.with_company(self.company_id).invoice_sending_method

    def _call_sending_method(self):
        """How the invoice reaches the customer: by mail if nothing else is said, by letter if there is no address.

        :return: a method of Odoo's, or None if there is no way
        """
        wish = self._call_sending_wish()
        if wish not in (False, "manual", "email"):
            return wish
        if self.partner_id.email or self.commercial_partner_id.email:
            return "email"
        return "letter" if self.partner_id._call_complete_address() else None

    def _call_send(self, method=None):
        """Let Odoo make the documents and send them; what goes wrong stays on the invoice."""
        self.ensure_one()
        method = method or self._call_sending_method()
        if not method:
            self._call_undelivered("failed", self.env._("The customer has neither an e-mail address nor a postal one."))
            return
        try:
            with self.env.cr.savepoint():
                self.env["account.move.send"]._generate_and_send_invoices(self, sending_methods=[method])
        except Exception as error:  # noqa: BLE001  whatever it is, the next invoice is to go out
            _logger.info("Invoice %s could not be sent", self.name, exc_info=True)
            self._call_undelivered("failed", str(error) or type(error).__name__)

    def _call_sent(self, methods):
        """Odoo has sent it, or made the document that is to be printed."""
        vals = {"call_dispatch": "letter" if "letter" in methods else "sent", "call_dispatch_error": False}
        self.write(vals)
        self.activity_feedback([WARNING])

    def _call_undelivered(self, state, reason):
        """It did not arrive: visible on the invoice, and an activity for who looks after billing."""
        for move in self:
            move.write({"call_dispatch": state, "call_dispatch_error": reason})
            user = move.company_id._call_billing_responsible()
            summary = self.env._("%(invoice)s did not reach %(customer)s", invoice=move.name, customer=move.partner_id.name)
            if not move.activity_search([WARNING], user_id=user.id):
                move.activity_schedule(WARNING, summary=summary, note=reason, user_id=user.id)

    def _message_receive_bounce(self, email, partner):
        """Override of `mail`: the mail with the invoice came back."""
        result = super()._message_receive_bounce(email, partner)
        sent = self.filtered(lambda move: move.call_dispatch in ("queued", "sent"))
        sent._call_undelivered("bounced", self.env._("The mail to %(address)s came back.", address=email))
        return result

    def _call_restate(self, states, vals):
        moves = self.filtered(lambda move: move.state == "posted" and move.call_dispatch in states)
        if not moves:
            raise UserError(self.env._("None of these invoices is in a state to do that with."))
        moves.write(vals)
        return moves

    def _call_check_sender(self):
        if not self.env.su and not self.env.user.has_group(CLERK):
            raise UserError(self.env._("Clerks and managers send invoices."))
