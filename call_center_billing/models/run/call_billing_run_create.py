"""From dry run to invoices."""

from odoo import models


class CallBillingRun(models.Model):
    """Part by part, whatever happens to one."""

    _inherit = "call.billing.run"
