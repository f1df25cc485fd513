"""How cells of reports are written: for people, and for files."""

from decimal import Decimal

from odoo import models
from odoo.tools import formatLang

from odoo.addons.call_center_billing.models.tariff.price_text import decimal_point
from odoo.addons.call_center_billing.models.tariff.quantity_text import data_text
from odoo.addons.call_center_billing.money import MICRO
from odoo.addons.call_center_billing.report.annex_layout import Column
from odoo.addons.call_center_billing.talk_time import format_talk_time

#: kinds whose cells stand at the left
LEFT = ("text", "used")


class CallReport(models.AbstractModel):
    """In the reader's language; files have numbers that can be added."""

    _inherit = "call.report"

    def _cell_text(self, kind, value):
        """A cell of a page."""
        if value is None or value == {}:
            return ""
        if kind in ("text", "count"):
            return value if kind == "text" else formatLang(self.env, value, digits=0)
        texts = {
            "share": lambda: self._decimal_text(Decimal(value) / 10) + "\N{NO-BREAK SPACE}%",
            "time": lambda: format_talk_time(value),
            "money": lambda: " + ".join(self.env["call.record"]._format_sums(value)),
            "used": lambda: self.env["call.record"]._used_sums_text(value),
            "data": lambda: data_text(self.env, value),
            "speed": lambda: self.env._("%s kbit/s", formatLang(self.env, value, digits=0)),
            "measure": lambda: f"{self._decimal_text(value[0])}\N{NO-BREAK SPACE}{value[1]}",
        }
        return texts[kind]()

    def _decimal_text(self, number):
        return f"{number:.1f}".replace(".", decimal_point(self.env))

    def _change_text(self, kind, now, past):
        """What became of a figure; "" where that says nothing."""
        if kind == "money":
            if len(now | past) != 1:
                return ""
            now, past = sum(now.values()), sum(past.values())
        if now is None or past is None:
            return ""
        if kind == "share":
            return self.env._("%s points", f"{(now - past) / 10:+.1f}".replace(".", decimal_point(self.env)))
        if not past:
            return ""
        tenths = (1000 * (now - past)) // past
        return f"{tenths / 10:+.1f}".replace(".", decimal_point(self.env)) + "\N{NO-BREAK SPACE}%"

    # === FILES === #

    def _file_columns(self, table):
        """Columns with what their numbers count."""
        return [Column(col.label + self._unit(table, place), col.width) for place, col in enumerate(table.cols)]

    def _unit(self, table, place):
        kind = table.cols[place].kind
        if kind == "money":
            found = {key for row in table.rows for key in row[place]}
            return f" ({self.env['res.currency'].browse(found).name})" if len(found) == 1 else ""
        return {"share": " (%)", "time": " (s)", "data": " (MB)", "speed": " (kbit/s)"}.get(kind, "")

    def _file_rows(self, table):
        """Each row with its numbers; the total is the last."""
        for row in [*table.rows, *([table.total] if table.total else [])]:
            yield [self._file_cell(col.kind, value) for col, value in zip(table.cols, row, strict=True)]

    def _file_cell(self, kind, value):
        if kind == "share" and value is not None:
            return Decimal(value) / 10
        if kind == "data" and value is not None:
            return Decimal(value) / 1_000_000
        if kind == "measure":
            return value[0]
        if kind == "money":
            if len(value) <= 1:
                return Decimal(sum(value.values())) / MICRO
            return self._cell_text(kind, value)
        return self._cell_text(kind, value) if kind == "used" else value
