"""When a subscription stands still."""

from odoo import fields, models


class CallSubscriptionPause(models.Model):
    """Days without recurring charges: half open, and without an end as long as nobody resumes."""

    _name = "call.subscription.pause"
    _description = "Pause of a Subscription"
    _order = "subscription_id, date_from"

    subscription_id = fields.Many2one("call.subscription", required=True, index=True, ondelete="cascade")
    date_from = fields.Date(string="From", required=True)
    date_to = fields.Date(string="Before", help="First day on which it runs again. Empty: until somebody resumes it.")

    _days = models.Constraint("CHECK (date_to > date_from)", "A pause must end after it begins.")
    _no_overlap = models.Constraint(
        "EXCLUDE USING gist (subscription_id WITH =, daterange(date_from, date_to) WITH &&)",
        "The subscription is paused on some of these days already.",
    )
