"""How campaigns and agents did, and when."""

from collections import defaultdict

from odoo import models

from odoo.addons.call_center_billing.models.document.account_move_performance import COUNTS, Performance

from .table import Chart, Col, Table, add_up, grouped, share

#: bars that a chart of names has at most
MOST_BARS = 10
TASKS = ("chat", "mail", "task")


class CallReport(models.AbstractModel):
    """Calls are counted as in the performance report that goes with invoices."""

    _inherit = "call.report"

    def _table_of_campaigns(self, account, company, first, before):
        found = grouped(self._read_sums(account, company, first, before, "campaign", "campaign_id", "currency_id"), 1)
        entered, charged = self._entered(account, company, first, before), {}
        for campaign, currency, amount in self._charges(account, company, first, before):
            charged.setdefault(campaign.id, {})[currency.id] = amount
        campaigns = self.env["call.campaign"].sudo()
        ids = {*found, *entered, *charged}
        names = {each.id: each.name for each in campaigns.browse(filter(None, ids)).exists()}
        none = self.env._("No campaign")
        order = sorted(ids, key=lambda key: (key not in names, names.get(key) or none))
        parts = [(found.get(key), entered.get(key, {}), charged.get(key, {})) for key in order]
        rows = [self._campaign_row(names.get(key) or none, *part) for key, part in zip(order, parts, strict=True)]
        sums, work, money = zip(*parts, strict=True) if parts else ((), (), ())
        total = add_up({k: v for k, v in row.items() if k != "money"} for row in sums if row)
        total["money"] = add_up(row["money"] for row in sums if row)
        total = self._campaign_row(self.env._("All"), total, add_up(work), add_up(money))
        figures = [(row[0], row[1], row[2]) for row in rows][:MOST_BARS]
        chart = Chart(self.env._("Calls"), self.env._("answered"), figures, across=True)
        return Table(self.env._("Campaigns"), self._campaign_cols(), rows, total, chart, self._campaign_note())

    def _campaign_cols(self):
        return [
            Col(self.env._("Campaign"), "text", 24),
            *self._call_cols(),
            Col(self.env._("Talk time"), "time"),
            Col(self.env._("Time to answer"), "time"),
            Col(self.env._("Agent time"), "time"),
            Col(self.env._("Beyond talk"), "time"),
            Col(self.env._("Wrap-up entered"), "time"),
            Col(self.env._("Waited in a queue")),
            Col(self.env._("Abandoned")),
            Col(self.env._("Abandoned share"), "share"),
            Col(self.env._("Price of calls"), "money"),
            Col(self.env._("Other charges"), "money"),
        ]

    def _call_cols(self):
        return [
            Col(self.env._("Calls")),
            Col(self.env._("Answered")),
            Col(self.env._("Answered share (ASR)"), "share"),
            Col(self.env._("Average length (ACD)"), "time"),
        ]

    def _campaign_note(self):
        return self.env._(
            "Answered share: answered calls of all calls. Average length: talk time of an answered call. Beyond talk: "
            "agents' time less talk time, as for wrapping up and waiting. Abandoned: left the queue without an answer. "
            "Prices are without tax."
        )

    def _campaign_row(self, name, sums, entered, charged):
        sums = sums or add_up([])
        done = _performance(name, sums)
        return [
            *_call_cells(done),
            done.talk,
            done.waiting // done.answered if done.answered else None,
            done.agent,
            done.after,
            entered.get("wrap_up", 0) * 60 or None,
            sums["queued"],
            sums["abandoned"],
            share(sums["abandoned"], sums["queued"]),
            sums["money"] or {},
            charged,
        ]

    def _entered(self, account, company, first, before, by="campaign_id"):
        """{campaign's id or agent's name: {kind of work: pieces or minutes}} of what was entered by hand."""
        domain = [
            ("campaign_id", "in", self._campaigns(account, company).ids),
            ("day", ">=", first),
            ("day", "<", before),
        ]
        rows = self.env["call.campaign.activity"].sudo()._read_group(domain, [by, "kind"], ["quantity:sum"])
        found = defaultdict(dict)
        for key, kind, quantity in rows:
            found[key.id if by == "campaign_id" else key or ""][kind] = quantity
        return found

    def _charges(self, account, company, first, before):
        domain = [
            ("campaign_id", "in", self._campaigns(account, company).ids),
            ("date_from", ">=", first),
            ("date_from", "<", before),
            ("state", "!=", "cancelled"),
        ]
        return self.env["call.charge"].sudo()._read_group(domain, ["campaign_id", "currency_id"], ["amount:sum"])

    # === AGENTS === #

    def _table_of_agents(self, account, company, first, before):
        found = grouped(self._read_sums(account, company, first, before, "agent", "agent"))
        entered = self._entered(account, company, first, before, "agent")
        names = sorted({*found, *entered} - {""})
        rows = [self._agent_row(name, found.get(name), entered.get(name, {})) for name in names]
        sums = add_up({k: v for k, v in found[name].items() if k != "money"} for name in names if name in found)
        work = add_up(entered[name] for name in names if name in entered)
        cols = [
            Col(self.env._("Agent"), "text", 24),
            *self._call_cols(),
            Col(self.env._("Talk time"), "time"),
            Col(self.env._("Agent time"), "time"),
            Col(self.env._("Beyond talk"), "time"),
            Col(self.env._("Handled, entered")),
            Col(self.env._("Sales")),
            Col(self.env._("Chats, mails, tasks")),
            Col(self.env._("Wrap-up entered"), "time"),
        ]
        busiest = sorted(rows, key=lambda row: -(row[6] or row[5] or 0))[:MOST_BARS]
        figures = [(row[0], row[6] // 60, 0) for row in busiest]
        chart = Chart(self.env._("Minutes of agent time"), "", figures, across=True)
        note = self.env._("Agents as the telephone system names them, and work that was entered for them.")
        total = self._agent_row(self.env._("All"), sums, work)
        return Table(self.env._("Agents"), cols, rows, total, chart if any(f[1] for f in figures) else None, note)

    def _agent_row(self, name, sums, entered):
        done = _performance(name, sums or add_up([]))
        return [
            *_call_cells(done),
            done.talk,
            done.agent,
            done.after,
            entered.get("handled", 0),
            entered.get("sale", 0),
            sum(entered.get(kind, 0) for kind in TASKS),
            entered.get("wrap_up", 0) * 60 or None,
        ]

    # === TIMES === #

    def _table_of_hours(self, account, company, first, before):
        found = grouped(self._read_sums(account, company, first, before, "hour", "hour"))
        slots = [(f"{hour:02d}–{hour + 1:02d}", found.get(hour)) for hour in range(24)]
        return self._times_table(self.env._("Hours of the day"), self.env._("Hour"), slots)

    def _table_of_weekdays(self, account, company, first, before):
        found = grouped(self._read_sums(account, company, first, before, "hour", "weekday"))
        names = [
            self.env._("Monday"),
            self.env._("Tuesday"),
            self.env._("Wednesday"),
            self.env._("Thursday"),
            self.env._("Friday"),
            self.env._("Saturday"),
            self.env._("Sunday"),
        ]
        slots = [(name, found.get(number)) for number, name in enumerate(names, 1)]
        return self._times_table(self.env._("Days of the week"), self.env._("Day"), slots)

    def _times_table(self, title, label, slots):
        rows = [self._times_row(name, sums or add_up([])) for name, sums in slots]
        total = add_up({k: v for k, v in sums.items() if k != "money"} for _name, sums in slots if sums)
        cols = [
            Col(label, "text"),
            *self._call_cols(),
            Col(self.env._("Waited in a queue")),
            Col(self.env._("Abandoned")),
            Col(self.env._("Abandoned share"), "share"),
        ]
        chart = Chart(self.env._("Calls"), self.env._("answered"), [(row[0][:3], row[1], row[2]) for row in rows])
        if title == self.env._("Hours of the day"):
            chart = chart._replace(figures=[(row[0][:2], row[1], row[2]) for row in rows])
        return Table(title, cols, rows, self._times_row(self.env._("All"), total), chart)

    def _times_row(self, name, sums):
        done = _performance(name, sums)
        lost = share(sums["abandoned"], sums["queued"])
        return [*_call_cells(done), sums["queued"], sums["abandoned"], lost]


def _performance(name, sums):
    return Performance(name, *(sums[count] for count in COUNTS))


def _call_cells(done):
    return [done.campaign, done.calls, done.answered, done.answered_share, done.average]
