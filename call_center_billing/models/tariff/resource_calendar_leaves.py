"""Holidays of rate cards."""

from odoo import api, models


class ResourceCalendarLeaves(models.Model):
    """A holiday that is added to a calendar holds for the next call, in all workers: compiled cards know their days."""

    _inherit = "resource.calendar.leaves"

    @api.model_create_multi
    def create(self, vals_list):
        """Cards that go by the calendar are compiled anew."""
        leaves = super().create(vals_list)
        leaves._forget_compiled_cards()
        return leaves

    def write(self, vals):
        """Cards that go by the calendar are compiled anew."""
        calendars = self.calendar_id
        result = super().write(vals)
        self._forget_compiled_cards(calendars)
        return result

    def unlink(self):
        """Cards that go by the calendar are compiled anew."""
        calendars = self.calendar_id
        result = super().unlink()
        self.browse()._forget_compiled_cards(calendars)
        return result

    def _forget_compiled_cards(self, calendars=None):
        calendars = (calendars or self.env["resource.calendar"]) | self.calendar_id
        domain = [("calendar_id", "in", calendars.ids)]
        if calendars and self.env["call.rate.version"].sudo().search_count(domain, limit=1):
            self.env.registry.clear_cache()
