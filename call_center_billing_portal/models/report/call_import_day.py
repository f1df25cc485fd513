"""Control totals found by the day of the calls."""

from odoo import models


class CallImportDay(models.Model):
    """A report asks on each visit how much has come in of its days."""

    _inherit = "call.import.day"

    _by_day = models.Index("(company_id, day)")
