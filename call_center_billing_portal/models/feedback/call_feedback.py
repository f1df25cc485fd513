"""What a customer thinks of an invoice, of how a dispute was handled, of the service or of these pages."""

from odoo import api, fields, models

#: what cannot be changed by anybody once it is sent
WORDS = frozenset({"partner_id", "author_id", "company_id", "subject", "move_id", "dispute_id", "rating", "text"})


class CallFeedback(models.Model):
    """Somebody is responsible for each, and the customer sees what became of it."""

    _name = "call.feedback"
    _description = "Customer Feedback"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "id desc"
    _check_company_auto = True

    name = fields.Char(compute="_compute_name")
    partner_id = fields.Many2one(
        "res.partner", string="Customer", required=True, readonly=True, index=True, ondelete="restrict"
    )
    author_id = fields.Many2one(
        "res.partner", string="Written By", required=True, readonly=True, ondelete="restrict", help="The contact."
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True, index=True)
    subject = fields.Selection(
        [("invoice", "Invoice"), ("dispute", "Dispute"), ("service", "Service"), ("portal", "Customer Pages")],
        string="About",
        required=True,
        readonly=True,
    )
    move_id = fields.Many2one(
        "account.move", string="Invoice", readonly=True, index="btree_not_null", ondelete="restrict", check_company=True
    )
    dispute_id = fields.Many2one(
        "call.dispute", readonly=True, index="btree_not_null", ondelete="restrict", check_company=True
    )
    rating = fields.Integer(
        required=True, readonly=True, aggregator="avg", help="From 1, very bad, to 5, very good. Groups show averages."
    )
    text = fields.Text(string="The Customer's Words", readonly=True)
    state = fields.Selection(
        [("new", "New"), ("answered", "Answered"), ("noted", "Read")],
        default="new",
        required=True,
        readonly=True,
        tracking=True,
        help="New: nobody has dealt with it. Answered: the customer got an answer. Read: it needs none.",
    )
    user_id = fields.Many2one("res.users", string="Responsible", tracking=True, index=True)
    answer = fields.Text(string="Answer to the Customer", copy=False)
    answered_at = fields.Datetime(string="Dealt With On", readonly=True, copy=False)
    answered_by_id = fields.Many2one("res.users", string="Dealt With By", readonly=True, copy=False)

    _rating_range = models.Constraint("CHECK (rating BETWEEN 1 AND 5)", "A rating is a number from 1 to 5.")

    @api.depends("partner_id.name", "subject", "move_id.name", "rating")
    def _compute_name(self):
        for feedback in self:
            feedback.name = f"{feedback.partner_id.name}: {feedback._about_text()}, {feedback.rating}/5"

    def _about_text(self):
        """What it is about, in words."""
        self.ensure_one()
        about = dict(self._fields["subject"]._description_selection(self.env)).get(self.subject, "")
        thing = self.sudo().move_id.name if self.move_id else f"#{self.dispute_id.id}" if self.dispute_id else ""
        return f"{about} {thing}".strip()
