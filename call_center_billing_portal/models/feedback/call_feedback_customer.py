"""How feedback comes in, and to whom it goes."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date, plaintext2html

from odoo.addons.call_center_billing.models.account.credit import SALES

from ..customer_button import with_button

#: what one account sends in 24 hours
SENT_A_DAY = 5
#: days in which somebody is to look at it
ANSWER_DAYS = 2
#: characters of a text
LONGEST = 2000


class CallFeedback(models.Model):
    """For the portal's controllers, with all rights; whose invoice or dispute it is they have checked."""

    _inherit = "call.feedback"

    @api.model
    @api.private
    def _send(self, contact, subject, rating, text, move=None, dispute=None):
        """Take what a customer says, and give it to a person.

        :param res.partner contact: who says it
        :param str rating: as it came, 1 to 5
        :raise UserError: what is missing or too much, in words for the customer
        """
        account, text = contact.commercial_partner_id, text.strip()
        self._check_sent(account, subject, rating, text)
        about = (move and move.company_id) or (dispute and dispute.company_id) or self.env.company
        feedback = self.sudo().create(
            {
                "partner_id": account.id,
                "author_id": contact.id,
                "company_id": about.id,
                "subject": subject,
                "move_id": move and move.id,
                "dispute_id": dispute and dispute.id,
                "rating": int(rating),
                "text": text,
                "user_id": self._reader(account, about).id,
            }
        )
        feedback._tell_staff()
        return feedback

    def _tell_staff(self):
        """An activity for whoever is responsible, and a note where it belongs."""
        self.message_subscribe(self.author_id.ids)
        theirs = self.with_context(lang=self.user_id.lang)
        theirs.activity_schedule(
            "mail.mail_activity_data_todo",
            date_deadline=fields.Date.today() + timedelta(days=ANSWER_DAYS),
            summary=theirs.env._("Read the feedback and answer"),
            note=plaintext2html(self.text or ""),
            user_id=self.user_id.id,
        )
        for thing in filter(None, (self.move_id, self.dispute_id)):
            thing.message_post(
                body=self.env._("Feedback of the customer: %s", self._get_html_link()), subtype_xmlid="mail.mt_note"
            )

    @api.model
    def _reader(self, account, company):
        """Who reads it: the customer's salesperson, whoever answers disputes, or the first manager."""
        people = account.sudo().user_id | company.sudo().call_dispute_user_id
        people = people.filtered(lambda user: user.active and company in user.company_ids and user.has_group(SALES))
        return people[:1] or self.env["call.balance"].sudo()._audit_watcher()

    def _check_sent(self, account, subject, rating, text):
        if subject not in self._fields["subject"].get_values(self.env):
            raise UserError(self.env._("Choose what it is about."))
        if rating not in ("1", "2", "3", "4", "5"):
            raise UserError(self.env._("Choose one of the five ratings."))
        if len(text) > LONGEST:
            raise UserError(
                self.env._("The text has %(now)s characters: shorten it to %(most)s.", now=len(text), most=LONGEST)
            )
        since = fields.Datetime.now() - timedelta(days=1)
        if self.sudo().search_count([("partner_id", "=", account.id), ("create_date", ">=", since)]) >= SENT_A_DAY:
            raise UserError(
                self.env._("We have had %s of your opinions today and read each. Write again tomorrow.", SENT_A_DAY)
            )

    def _customer_row(self):
        """One line of the list on the portal: texts only."""
        self.ensure_one()
        return {
            "sent": format_date(self.env, self.create_date),
            "author": self.author_id.name or "",
            "about": self._about_text(),
            "rating": self.rating,
            "text": self.text or "",
            "state": self._state_text(),
            "answer": self.answer if self.state == "answered" else "",
        }

    def _state_text(self):
        """What the state means for the customer."""
        return {
            "new": self.env._("Sent to us"),
            "answered": self.env._("Answered"),
            "noted": self.env._("Read by us"),
        }[self.state]

    def _notify_get_recipients_groups(self, message, model_description, msg_vals=False):
        """Override of `mail`: customers with a login get a button to their page."""
        groups = super()._notify_get_recipients_groups(message, model_description, msg_vals=msg_vals)
        return (
            with_button(groups, f"{self.get_base_url()}/my/feedback", self.env._("View Feedback")) if self else groups
        )
