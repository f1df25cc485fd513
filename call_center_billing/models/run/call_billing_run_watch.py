"""Runs that the clock makes."""

from odoo import models


class CallBillingRun(models.Model):
    """And those that it ought to have made."""

    _inherit = "call.billing.run"
