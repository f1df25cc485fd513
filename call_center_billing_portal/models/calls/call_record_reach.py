"""How many calls one page may read: some need a long look to be found, and a page must not take long."""

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.call_center_billing.models.tariff.call_rate_unit import MEASURES

from ...keyset import Page, read_page, read_place

KEY = ["started_at", "id"]
#: calls that are looked at for one page; more are found by looking further back
REACH = 50_000
#: an id is not greater
LAST_ID = 2**31 - 1


class CallRecord(models.Model):
    """Calls are indexed by account and time. Whatever else is chosen is read along that index, and not for ever."""

    _inherit = "call.record"

    @api.model
    def _read_portal_choice(self, choice, timezone, place, size):
        """One page of the chosen calls, newest first, and what all of them come to.

        :param call_choice.Choice choice:
        :param str timezone: IANA name of the zone of the chosen days
        :param place: see `keyset`
        :return: {"page": Page, "looked_back": the moment (UTC) back to which calls were looked at for this page, None
            if there is no need to say so, "totals": see `_sum_portal_choice`}
        """
        domain = self._get_portal_choice_domain(choice, timezone)
        first = self._find_portal_edge(choice, timezone)
        page, looked_back = self._read_portal_page(domain, choice, timezone, place, size, first)
        return {"page": page, "looked_back": looked_back, "totals": self._sum_portal_choice(domain, choice, first)}

    def _read_portal_page(self, domain, choice, timezone, place, size, first):
        calls = self.sudo()
        forward, values = read_place(calls, KEY, place)
        edge = self._find_portal_edge(choice, timezone, values[0], forward) if values else first
        if not edge or not choice.narrows:
            return read_page(calls, domain, KEY, place, size), None
        beyond = Domain("started_at", ">=" if forward else "<=", edge)
        page = read_page(calls, domain & beyond, KEY, place, size)
        needed = forward and not page.older
        return self._extend_portal_page(page, edge, place if values else None, forward), edge if needed else None

    @staticmethod
    def _extend_portal_page(page, edge, place, forward):
        """The page with the way on, beyond what was looked at."""
        newer, older = page.newer, page.older
        if forward:
            older = older or f">{edge.isoformat()}~0"
            newer = newer or (place and f"<{place[1:]}")
        else:
            newer = newer or f"<{edge.isoformat()}~{LAST_ID}"
            older = older or f">{place[1:]}"
        return Page(page.rows, newer, older)

    def _find_portal_edge(self, choice, timezone, start=None, forward=True):
        """The moment of the last call that may be looked at, beginning at `start`, or at the chosen days' end.

        :return: None if there are not so many
        """
        domain = Domain("partner_id", "=", self.env.user.partner_id.commercial_partner_id.id)
        domain &= self._get_portal_days_domain(choice, timezone)
        if start:
            domain &= Domain("started_at", "<=" if forward else ">=", start)
        order = "started_at desc" if forward else "started_at asc"
        query = self.sudo()._search(domain, order=order, limit=1, offset=REACH)
        rows = self.env.execute_query(query.select(SQL.identifier(query.table, "started_at")))
        return rows[0][0] if rows else None

    # === TOTALS === #

    def _sum_portal_choice(self, domain, choice, edge):
        """What the chosen calls come to, as far as that can be known at once.

        :param edge: see `_find_portal_edge`
        :return: as `_get_portal_totals`, with "since": the moment (UTC) back to which they were added up if not all
            were, and "kept": whether these are the sums of all statements, which know only calls with a price
        """
        if edge and not choice.typed:
            return {**self._sum_portal_statements(), "since": None, "kept": True}
        if edge:
            domain &= Domain("started_at", ">=", edge)
        return {**self.sudo()._get_portal_totals(domain), "since": edge, "kept": False}

    def _sum_portal_statements(self):
        """All of the account's calls with a price, by the sums that imports keep."""
        account = self.env.user.partner_id.commercial_partner_id
        rows = self.env.execute_query(
            SQL(
                """SELECT statement.currency_id, line.unit, SUM(line.call_count)::bigint,
                          COALESCE(SUM(line.talk_seconds), 0)::bigint, COALESCE(SUM(line.quantity), 0)::bigint,
                          COALESCE(SUM(line.amount), 0)::bigint, 0::bigint
                     FROM call_statement_line line JOIN call_statement statement ON statement.id = line.statement_id
                    WHERE statement.partner_id = %s AND statement.company_id IN %s AND line.call_count > 0
                    GROUP BY 1, 2""",
                account.id,
                tuple(self.env.companies.ids),
            )
        )
        return self._total_portal_sums((row[0], MEASURES[row[1]].service, *row[2:]) for row in rows)
