"""On which days calls were changed after they came in."""

from odoo import api, fields, models


class CallReportChange(models.Model):
    """A line for each change, never altered: so corrections wait for nobody, and a reader sees which it has counted."""

    _name = "call.report.change"
    _description = "Calls Changed after They Came In"
    _log_access = False
    _order = "id desc"

    day = fields.Date(required=True, index=True, readonly=True, help="UTC, on which the calls began.")


class CallRecord(models.Model):
    """Whatever changes a stored call says so."""

    _inherit = "call.record"

    @api.model
    @api.private
    def _note_changes(self, moments):
        """Override to let the sums of these days be made anew."""
        moments = list(moments)
        days = sorted({moment.date() for moment in moments})
        self.env["call.report.change"].sudo().create([{"day": day} for day in days])
        return super()._note_changes(moments)

    @api.model_create_multi
    def create(self, vals_list):
        """Override: what comes by no import is told of, too."""
        calls = super().create(vals_list)
        self._note_changes(calls.mapped("started_at"))
        return calls

    def write(self, vals):
        """Override: what was stored is changed, as when calls are sent through again."""
        changed = super().write(vals)
        self._note_changes(self.mapped("started_at"))
        return changed


class CallRetention(models.Model):
    """Calls that are removed are in no sums either."""

    _inherit = "call.retention"

    def _remove(self, part, values):
        """Override: sums with them are made anew when they are asked for, of what may stay."""
        removed = super()._remove(part, values)
        query = "DELETE FROM call_report_day WHERE company_id = %s AND day >= %s::date - 1 AND day <= %s::date"
        self.env.cr.execute(query, (values["company"], values["since"], values["until"]))
        return removed
