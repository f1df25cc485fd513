"""What was used: by day, destination and number, calls and data."""

from datetime import timedelta

from odoo import models
from odoo.tools import format_date

from odoo.addons.call_center_billing.models.tariff.call_rate_unit import COUNTED

from ...report_period import add_months
from .table import Chart, Col, Table, add_up, grouped

#: more days are told by month
MOST_DAYS = 62
MOST_BARS = 10


class CallReport(models.AbstractModel):
    """Counts are those of bills: what has a price. Destinations called in confidence are told together, as there."""

    _inherit = "call.report"

    def _table_of_days(self, account, company, first, before):
        slots, by = self._slots(first, before)
        found = grouped(self._read_sums(account, company, first, before, "service", by, "service", "currency_id"), 2)
        days = {}
        for (day, service), sums in found.items():
            days.setdefault(day, {})[service] = sums
        rows = [[text, *_use_cells(days.get(day, {}))] for day, text, _short in slots]
        cols = [Col(self.env._("Month") if by == "month" else self.env._("Day"), "text"), *self._use_cols()]
        chart = Chart(
            self.env._("Calls and sessions"),
            "",
            [(short, row[1], 0) for (_day, _text, short), row in zip(slots, rows, strict=True)],
        )
        return Table(self.env._("Use by day"), cols, rows, self._use_total(found), chart)

    def _slots(self, first, before):
        """Days, or months of a long time: [(first day, text, short text)], and what they are called in sums."""
        if (before - first).days <= MOST_DAYS:
            days = [first + timedelta(days=number) for number in range((before - first).days)]
            return [(day, format_date(self.env, day), str(day.day)) for day in days], "day"
        months, month = [], first.replace(day=1)
        while month < before:
            months.append(month)
            month = add_months(month, 1)
        return [
            (day, format_date(self.env, day, date_format="MMMM yyyy"), format_date(self.env, day, date_format="MMM"))
            for day in months
        ], "month"

    def _use_cols(self):
        return [
            Col(self.env._("Calls and sessions")),
            Col(self.env._("Used"), "used", 20),
            Col(self.env._("Price without tax"), "money"),
        ]

    def _use_total(self, found):
        """The last row of a table of what was used.

        :param dict found: {(anything, service): sums}
        """
        services = {}
        for (_key, service), sums in found.items():
            services.setdefault(service, []).append(sums)
        merged = {service: _merged(rows) for service, rows in services.items()}
        return [self.env._("All"), *_use_cells(merged)]

    # === DESTINATIONS, NUMBERS === #

    def _table_of_destinations(self, account, company, first, before):
        by = ("destination_id", "service", "currency_id")
        found = grouped(self._read_sums(account, company, first, before, "destination", *by), 2)
        places = self.env["call.destination"].sudo().browse({key for key, _service in found if key}).exists()
        other = self.env._("Other")
        names = {place.id: other if place.hidden_on_bills else place.name for place in places}
        return self._named_table(self.env._("Use by destination"), self.env._("Destination"), found, names, other)

    def _table_of_numbers(self, account, company, first, before):
        found = grouped(
            self._read_sums(account, company, first, before, "number", "number_id", "service", "currency_id"), 2
        )
        numbers = self.env["call.number"].sudo().browse({key for key, _service in found if key}).exists()
        own = numbers.filtered(lambda number: number.partner_id.commercial_partner_id == account)
        names = {number.id: f"{number.number} {number.label or ''}".strip() for number in own}
        other = self.env._("Other")
        return self._named_table(self.env._("Use by number"), self.env._("Number"), found, names, other)

    def _named_table(self, title, label, found, names, other):
        """Rows by name, the dearest first; what has no name comes together under `other`."""
        lines = {}
        for (key, service), sums in found.items():
            if sums["uses"]:
                lines.setdefault(names.get(key, other), {}).setdefault(service, []).append(sums)
        merged = {name: {each: _merged(rows) for each, rows in use.items()} for name, use in lines.items()}
        rows = [[name, *_use_cells(use)] for name, use in merged.items()]
        rows.sort(key=lambda row: (-sum(row[3].values()), -row[1], row[0]))
        figures = [(row[0], row[1], 0) for row in rows[:MOST_BARS]]
        chart = Chart(self.env._("Calls and sessions"), "", figures, across=True)
        return Table(title, [Col(label, "text", 24), *self._use_cols()], rows, self._use_total(found), chart)

    # === DATA === #

    def _table_of_data(self, account, company, first, before):
        slots, by = self._slots(first, before)
        found = grouped(self._read_sums(account, company, first, before, "service", by, "service", "currency_id"), 2)
        days = {day: sums for (day, service), sums in found.items() if service == "data"}
        rows = [[text, *_data_cells(days.get(day))] for day, text, _short in slots]
        cols = [
            Col(self.env._("Month") if by == "month" else self.env._("Day"), "text"),
            Col(self.env._("Sessions")),
            Col(self.env._("Data"), "data"),
            Col(self.env._("Time connected"), "time"),
            Col(self.env._("Average speed"), "speed"),
            Col(self.env._("Price without tax"), "money"),
        ]
        total = [self.env._("All"), *_data_cells(_merged(days.values()))]
        figures = [(short, row[2] // 1_000_000, 0) for (_day, _text, short), row in zip(slots, rows, strict=True)]
        chart = Chart(self.env._("Megabytes"), "", figures)
        return Table(self.env._("Data"), cols, rows, total, chart)


def _merged(rows):
    """Sums of several groups as one, money by its currency."""
    rows = list(rows)
    total = add_up({name: row[name] for name in row if name != "money"} for row in rows)
    total["money"] = add_up(row["money"] for row in rows)
    return total


def _use_cells(services):
    """How many, how much of each service, and what it costs.

    :param dict services: {service: sums}
    """
    used = {
        service: sums["quantity" if service in COUNTED else "seconds"]
        for service, sums in services.items()
        if sums["uses"]
    }
    return [sum(sums["uses"] for sums in services.values()), used, add_up(sums["money"] for sums in services.values())]


def _data_cells(sums):
    sums = sums or _merged([])
    seconds, octets = sums["seconds"], sums["quantity"]
    return [sums["uses"], octets, seconds, octets * 8 // (1000 * seconds) if seconds else None, sums["money"]]
