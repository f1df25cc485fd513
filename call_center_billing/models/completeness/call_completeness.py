"""From the switch to the invoice: what came, what became of it, and what has not been billed."""

from datetime import datetime, time

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.tools import SQL

from ...fields import Big, Micro
from .completeness_sql import COMPLETENESS

#: numerator and denominator of the figures that are shares: averages of shares would be none
SHARES = {"leakage:avg": ("leak_count", "base_count"), "leakage_time:avg": ("leak_seconds", "base_seconds")}


class CallCompleteness(models.Model):
    """One line for each source, month (UTC, of the calls) and currency; always as of now."""

    _name = "call.completeness"
    _description = "Completeness"
    _auto = False
    _log_access = False
    _order = "month desc, source_id, id"
    _rec_name = "source_id"
    _depends = {
        "call.import": ["state"],
        "call.import.day": ["day", "line_count"],
        "call.reject": ["kind", "state"],
        "call.record": ["state", "statement_id", "amount"],
        "call.statement": ["state", "date_to"],
        "call.retention": ["removed_count"],
    }

    company_id = fields.Many2one("res.company", readonly=True)
    source_id = fields.Many2one("call.source", readonly=True)
    month = fields.Date(readonly=True)
    period = fields.Char(string="Month of Calls", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    line_count = fields.Integer(string="Lines Read", readonly=True)
    other_count = fields.Integer(string="Duplicates and Ignored", readonly=True)
    refused_count = fields.Integer(string="Refused Lines", readonly=True)
    open_refused_count = fields.Integer(string="To Correct", readonly=True, help="Refused lines that nobody settled.")
    stored_count = fields.Integer(string="Stored", readonly=True, help="Calls stored, by the control totals.")
    call_count = fields.Integer(string="Calls", readonly=True, help="Calls in the store, counted now.")
    removed_count = fields.Integer(
        string="Removed", readonly=True, help="Calls that were removed when their time had come, see the settings."
    )
    lost_count = fields.Integer(string="Lost", readonly=True, help="Stored calls that are not in the store: 0.")
    talk_seconds = Big(string="Talk Time", readonly=True)
    free_count = fields.Integer(string="Not to Be Billed", readonly=True, help="Unanswered, refused, or of no seconds.")
    matched_count = fields.Integer(string="With Customer", readonly=True)
    unmatched_count = fields.Integer(string="Unknown Number", readonly=True)
    unrated_count = fields.Integer(string="No Price", readonly=True)
    late_count = fields.Integer(string="Of These Too Late", readonly=True)
    rated_count = fields.Integer(string="Rated", readonly=True)
    rated_amount = Micro(string="Value Rated", readonly=True)
    statement_count = fields.Integer(string="On Statements", readonly=True)
    statement_amount = Micro(string="Value on Statements", readonly=True)
    ordered_count = fields.Integer(string="Ordered", readonly=True)
    ordered_amount = Micro(string="Value Ordered", readonly=True)
    invoiced_count = fields.Integer(string="Invoiced", readonly=True)
    invoiced_amount = Micro(string="Value Invoiced", readonly=True)
    overdue_count = fields.Integer(string="Period Over, Not Invoiced", readonly=True)
    overdue_amount = Micro(string="Value Over, Not Invoiced", readonly=True)
    leak_count = fields.Integer(string="Not Billed", readonly=True)
    leak_seconds = Big(string="Talk Time Not Billed", readonly=True)
    base_count = fields.Integer(string="To Be Billed", readonly=True)
    base_seconds = Big(string="Talk Time to Be Billed", readonly=True)
    leakage = fields.Float(
        string="Leakage (%)",
        readonly=True,
        aggregator="avg",
        digits=(6, 2),
        help="Of the calls to be billed, those that are not: unknown number, no price, lines to correct, and calls of "
        "periods that are over and not invoiced.",
    )
    leakage_time = fields.Float(
        string="Leakage of Talk Time (%)", readonly=True, aggregator="avg", digits=(6, 2), help="The same, by seconds."
    )

    @property
    def _table_query(self):
        return SQL(COMPLETENESS)

    @api.depends("source_id", "period")
    def _compute_display_name(self):
        for line in self:
            line.display_name = f"{line.source_id.name} {line.period}"

    def _read_group_select(self, aggregate_spec, query):
        """Override of `base`: a share of several lines is that of their sums."""
        if aggregate_spec not in SHARES:
            return super()._read_group_select(aggregate_spec, query)
        part, whole = (self._field_to_sql(self._table, name, query) for name in SHARES[aggregate_spec])
        return SQL("COALESCE(100.0 * SUM(%s) / NULLIF(SUM(%s), 0), 0)", part, whole)

    def action_view_lines(self):
        """The control totals by day."""
        self.ensure_one()
        return self._action("call_control_total_action", [("source_id", "=", self.source_id.id), *self._days()])

    def action_view_refused(self):
        """The lines that wait to be corrected, of the imports of this month."""
        self.ensure_one()
        first, last = self._month()
        imported = [("import_id.create_date", ">=", first), ("import_id.create_date", "<", last)]
        domain = [("kind", "=", "refused"), ("state", "=", "open"), ("source_id", "=", self.source_id.id)]
        return self._action("call_reject_action", [*domain, *imported])

    def action_view_calls(self):
        """The calls behind a figure, which the context names: {"figure": "unmatched"}."""
        self.ensure_one()
        figure = self._figures()[self.env.context.get("figure", "calls")]
        currencies = [self.currency_id.id, *([False] if self.currency_id == self.company_id.currency_id else [])]
        own = [("source_id", "=", self.source_id.id), ("currency_id", "in", currencies)]
        own += [("wholesale_level", "=", False)]
        return self._action("call_record_action", [*own, *self._between(self.month, months=1), *figure])

    def action_view_statements(self):
        """The statements of these calls that are over and not invoiced."""
        self.ensure_one()
        calls = self.with_context(figure="overdue").action_view_calls()["domain"]
        found = self.env["call.record"]._read_group(calls, ["statement_id"])
        return self._action("call_statement_action", [("id", "in", [statement.id for (statement,) in found])])

    @api.model
    def _figures(self):
        """Which calls are behind each figure."""
        on_statement = [("state", "=", "rated"), ("statement_id", "!=", False)]
        over = [("statement_id.state", "not in", ("invoiced", "handed_over"))]
        over += [("statement_id.date_to", "<=", fields.Date.today())]
        return {
            "calls": [],
            "free": ["|", ("state", "in", ("unanswered", "denied")), "&", ("state", "=", "rated"),
                     ("statement_id", "=", False)],
            "matched": [("partner_id", "!=", False)],
            "unmatched": [("state", "=", "unmatched")],
            "unrated": [("state", "=", "unrated")],
            "late": [("reason", "=", "too_late")],
            "rated": [("state", "=", "rated")],
            "statement": on_statement,
            "ordered": [*on_statement, ("statement_id.state", "in", ("ordered", "invoiced", "handed_over"))],
            "invoiced": [*on_statement, ("statement_id.state", "in", ("invoiced", "handed_over"))],
            "overdue": [*on_statement, *over],
        }  # fmt: skip

    @api.model
    def _between(self, day, **length):
        """The calls that began in the days from `day` on; `length`: as of relativedelta."""
        first = datetime.combine(day, time.min)
        return [("started_at", ">=", first), ("started_at", "<", first + relativedelta(**length))]

    def _month(self):
        return datetime.combine(self.month, time.min), datetime.combine(self.month, time.min) + relativedelta(months=1)

    def _days(self):
        return [("day", ">=", self.month), ("day", "<", self.month + relativedelta(months=1))]

    def _action(self, name, domain):
        action = self.env["ir.actions.act_window"]._for_xml_id(f"call_center_billing.{name}")
        return action | {"domain": domain, "context": {}}
