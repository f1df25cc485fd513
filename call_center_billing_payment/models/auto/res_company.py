"""When cards are charged for invoices, and the words to which customers agree."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError

#: the longest that a retry may be away, days
LONGEST = 60


class ResCompany(models.Model):
    """Rules of saved cards."""

    _inherit = "res.company"

    call_card_offer = fields.Boolean(
        string="Offer in the Portal", help="Customers may switch on auto top-up, and collection on the due date."
    )
    call_collect_notice_days = fields.Integer(
        string="Days Told Ahead", default=3, help="A card is charged for an invoice so many days after the notice."
    )
    call_collect_retry_days = fields.Char(
        string="Tried Again After",
        default="3, 5",
        help="Days after a card was declined, with commas between. Then the usual reminders go on. Empty: never.",
    )
    call_card_text = fields.Text(
        string="Own Words of Consent", translate=True, help="Instead of the standard text that customers agree to."
    )

    _call_collect_notice = models.Constraint(
        "CHECK (COALESCE(call_collect_notice_days, 0) >= 0)", "Days told ahead are 0 or more."
    )

    @api.constrains("call_collect_retry_days")
    def _check_call_collect_retry_days(self):
        for company in self:
            company._call_retry_days()

    def _call_retry_days(self):
        """Days after each decline at which a card is tried again: [int]."""
        self.ensure_one()
        words = [word.strip() for word in (self.call_collect_retry_days or "").split(",") if word.strip()]
        if not all(word.isdecimal() and word.isascii() and 1 <= int(word) <= LONGEST for word in words):
            raise ValidationError(
                self.env._("Retries are days from 1 to %(most)s with commas between, as 3, 5.", most=LONGEST)
            )
        return [int(word) for word in words]

    def _call_consent_text(self, purpose):
        """What customers agree to, in the language at work.

        :param str purpose: auto_top_up or collection
        """
        self.ensure_one()
        company = self.sudo()
        if company.call_card_text:
            return company.call_card_text
        if purpose == "auto_top_up":
            return self.env._(
                "I agree that %(company)s charges my saved card with the amount that I chose whenever less than the "
                "sum that I chose is left on my account, up to the highest sum and number a day. I can switch this "
                "off here at any time. After two refusals in a row it is switched off by itself, and I am told.",
                company=company.name,
            )
        return self.env._(
            "I agree that %(company)s charges my saved card with what is open of my invoices, and of the parts of "
            "instalment plans, on their due date. I am told %(days)s days before. What I dispute is not charged. I can "
            "switch this off here at any time before.",
            company=company.name,
            days=company.call_collect_notice_days,
        )
