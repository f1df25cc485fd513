"""What a customer does about a dispute: open it, write, withdraw it."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL, plaintext2html

from odoo.addons.call_center_billing.models.dispute.call_dispute import OPEN

from .uploads import ENDINGS, LARGEST, LARGEST_SUM, MOST, UnfitFileError, checked

#: calls in one dispute; who has more chooses the invoice's line
MOST_CALLS = 100
#: characters of a text
LONGEST = 4000
#: disputes that an account opens, and messages that it writes, in 24 hours
OPENED_A_DAY, WRITTEN_A_DAY = 20, 60


class CallDispute(models.Model):
    """For the portal's controllers, with all rights; whose the charges are they have checked."""

    _inherit = "call.dispute"

    portal_key = fields.Char(
        string="Form", readonly=True, copy=False, help="Key of the form it was sent with, which opens no second one."
    )

    _portal_key = models.UniqueIndex("(portal_key) WHERE portal_key IS NOT NULL")

    @api.model
    @api.private
    def _open_by_customer(self, contact, calls, items, words, key):
        """Open a dispute as the customer sends it.

        :param res.partner contact: who does
        :param call.record calls: of the contact's account
        :param account.move.line items: of its invoices
        :param dict words: {"reason", "text", "files": [(name, content)]} as they came
        :param str key: of the form
        :raise UserError: what is missing or wrong, in words for the customer
        """
        account = contact.commercial_partner_id
        account._call_one_at_a_time()
        self._check_words(words, account)
        self._check_choice(calls, items)
        files = self._checked_files(words["files"])
        company = (calls.company_id | items.company_id)[:1]
        charged = self.with_company(company) if company else self
        dispute = charged._open_dispute(contact, calls, words["reason"], words["text"].strip(), move_lines=items)
        query = SQL("UPDATE call_dispute SET portal_key = %s WHERE id = %s", key, dispute.id)
        # a second form with this key at the same moment is no fault of the program
        self.env.flush_all()
        self.env.cr.execute(query, log_exceptions=False)
        dispute.invalidate_recordset(["portal_key"])
        if files:
            dispute._write_by_customer(contact, self.env._("Files for this dispute:"), files)
        return dispute

    @api.private
    def _say_by_customer(self, contact, text, files):
        """A message of the customer's in the thread, which tells whoever is responsible.

        :param list files: [(name, content)] as they came
        :raise UserError: there is nothing, or too much
        """
        self.ensure_one()
        text = text.strip()
        if not text and not files:
            raise UserError(self.env._("Write something, or choose a file."))
        self._check_text(text)
        since = fields.Datetime.now() - timedelta(days=1)
        written = [("model", "=", self._name), ("author_id.commercial_partner_id", "=", self.partner_id.id)]
        if self.env["mail.message"].sudo().search_count([*written, ("date", ">=", since)]) >= WRITTEN_A_DAY:
            raise UserError(self.env._("You have written very much today. Write again tomorrow, or call us."))
        self._write_by_customer(contact, text, self._checked_files(files))
        if self.state not in OPEN:
            self._plan_answer()

    @api.private
    def _withdraw_by_customer(self):
        """The customer no longer questions it.

        :raise UserError: it is closed, or something is being given back
        """
        self.ensure_one()
        if not self._may_withdraw():
            raise UserError(self.env._("It is decided already, so it cannot be withdrawn any more."))
        return self.sudo().action_withdraw()

    def _may_withdraw(self):
        """Whether nothing is decided, and nothing waits for a manager."""
        waiting = self.sudo().correction_ids.filtered(lambda correction: correction.state not in ("done", "cancelled"))
        return self.state in OPEN and not waiting

    def _write_by_customer(self, contact, text, files):
        self.sudo().message_post(
            body=plaintext2html(text) if text else "",
            author_id=contact.id,
            attachments=files,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )

    def _plan_answer(self):
        """Somebody reads what is written after the end."""
        user = self.user_id or self.env["call.balance"].sudo()._audit_watcher()
        theirs = self.sudo().with_context(lang=user.lang)
        text = theirs.env._("The customer writes about a closed dispute")
        theirs.activity_schedule("mail.mail_activity_data_todo", summary=text, user_id=user.id)

    # === CHECKS === #

    def _check_words(self, words, account):
        if words["reason"] not in self._fields["reason"].get_values(self.env):
            raise UserError(self.env._("Choose what is wrong."))
        if not words["text"].strip():
            raise UserError(self.env._("Say in your own words what is wrong."))
        self._check_text(words["text"])
        since = fields.Datetime.now() - timedelta(days=1)
        opened = [("partner_id", "=", account.id), ("create_date", ">=", since), ("portal_key", "!=", False)]
        if self.sudo().search_count(opened) >= OPENED_A_DAY:
            raise UserError(
                self.env._("%s disputes were opened today. Open the next one tomorrow, or call us.", OPENED_A_DAY)
            )

    def _check_text(self, text):
        if len(text) > LONGEST:
            raise UserError(
                self.env._("The text has %(now)s characters: shorten it to %(most)s.", now=len(text), most=LONGEST)
            )

    def _check_choice(self, calls, items):
        if len(calls) > MOST_CALLS:
            raise UserError(
                self.env._("Choose up to %s calls. For more, choose the line of the invoice instead.", MOST_CALLS)
            )
        if len(calls.company_id | items.company_id) > 1:
            raise UserError(self.env._("These are charged by several companies: send each company's apart."))
        taken = self._disputes_of_calls(calls) | self._disputes_of_items(items)
        if taken:
            names = {f"#{dispute.id}" for dispute in taken.values()}
            raise UserError(
                self.env._(
                    "%(count)s of these are questioned already, see dispute %(disputes)s: leave them out.",
                    count=len(taken),
                    disputes=", ".join(sorted(names)),
                )
            )

    def _checked_files(self, files):
        try:
            return checked(files)
        except UnfitFileError as error:
            raise UserError(self._unfit_text(error)) from error

    def _unfit_text(self, error):
        if error.reason == "many":
            return self.env._(
                "Send up to %(most)s files of %(size)s MB in all.", most=MOST, size=LARGEST_SUM // 1_000_000
            )
        if error.reason == "large":
            return self.env._(
                "%(name)s is too large: a file may have %(size)s MB.", name=error.name, size=LARGEST // 1_000_000
            )
        if error.reason == "empty":
            return self.env._("%(name)s is empty. Choose it again.", name=error.name)
        return self.env._(
            "%(name)s cannot be sent. Send one of these kinds: %(kinds)s.", name=error.name, kinds=", ".join(ENDINGS)
        )
