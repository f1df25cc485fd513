"""What clients read about their campaigns and their use."""

from datetime import timedelta

from odoo import api, models

from .table import add_up, grouped, share

#: what a report may show -> whether it is for those with campaigns only
VIEWS = {
    "campaigns": True,
    "agents": True,
    "hours": True,
    "weekdays": True,
    "levels": True,
    "days": False,
    "destinations": False,
    "numbers": False,
    "data": False,
}


class CallReport(models.AbstractModel):
    """Tables of an account's calls between two days. Reads with all rights: whoever calls says whose."""

    _name = "call.report"
    _description = "Client's Report"

    @api.model
    @api.private
    def _views(self, account, company):
        """{view: its name} of what there is to report to the account; the first is shown first."""
        has_campaigns = bool(self._campaigns(account, company))
        names = {
            "campaigns": self.env._("Campaigns"),
            "agents": self.env._("Agents"),
            "hours": self.env._("Hours of the day"),
            "weekdays": self.env._("Days of the week"),
            "levels": self.env._("Service levels"),
            "days": self.env._("By day"),
            "destinations": self.env._("By destination"),
            "numbers": self.env._("By number"),
            "data": self.env._("Data"),
        }
        return {view: names[view] for view, for_campaigns in VIEWS.items() if has_campaigns or not for_campaigns}

    @api.model
    @api.private
    def _make_table(self, view, account, company, period):
        """One view's `Table` of a `report_period.Period`."""
        first, before = period.first, period.before
        if view == "levels":
            first, before = first.replace(day=1), (period.last.replace(day=28) + timedelta(days=4)).replace(day=1)
        self.env["call.report.day"]._keep(account, company, first, before)
        return getattr(self, f"_table_of_{view}")(account, company, first, before)

    def _campaigns(self, account, company):
        domain = [("partner_id.commercial_partner_id", "=", account.id), ("company_id", "=", company.id)]
        return self.env["call.campaign"].sudo().with_context(active_test=False).search(domain)

    def _read_sums(self, *what):
        return self.env["call.report.sum"]._read_sums(*what)

    # === COMPARISON === #

    @api.model
    @api.private
    def _comparison(self, account, company, period):
        """Figures of the period beside those of the one before.

        :return: [(label, kind of a `Col`, now, before)]
        """
        self.env["call.report.day"]._keep(account, company, period.past_first, period.past_before)
        self.env["call.report.day"]._keep(account, company, period.first, period.before)
        now = self._figures(account, company, period.first, period.before)
        past = self._figures(account, company, period.past_first, period.past_before)
        rows = [
            (self.env._("Calls"), "count", "calls"),
            (self.env._("Answered"), "share", "share"),
            (self.env._("Average length"), "time", "average"),
            (self.env._("Talk time"), "time", "talk"),
            (self.env._("Abandoned in the queue"), "share", "abandoned"),
            (self.env._("Data"), "data", "data"),
            (self.env._("Price of calls"), "money", "money"),
        ]
        return [
            (label, kind, now[name], past[name])
            for label, kind, name in rows
            if now[name] is not None or past[name] is not None
        ]

    def _figures(self, account, company, first, before):
        found = self._read_sums(account, company, first, before, "service", "service", "currency_id")
        services = grouped(found, money_at=1)
        total = add_up({name: row[name] for name in row if name != "money"} for row in services.values())
        return {
            "calls": total["calls"],
            "share": share(total["answered"], total["calls"]),
            "average": round_half(total["talk"], total["answered"]),
            "talk": total["talk"],
            "abandoned": share(total["abandoned"], total["queued"]),
            "data": services["data"]["quantity"] if "data" in services else None,
            "money": add_up(row["money"] for row in services.values()),
        }


def round_half(whole, count):
    """
    >>> round_half(5, 2), round_half(5, 0)
    (3, None)
    """
    return (2 * whole + count) // (2 * count) if count else None
