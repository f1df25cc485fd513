"""The customer's calls on the portal."""

from datetime import timedelta
from urllib.parse import urlencode

from odoo import fields
from odoo.exceptions import UserError
from odoo.http import content_disposition, request, route
from odoo.tools import format_datetime

from ..call_choice import read_choice
from ..models.calls.call_record_export import MOST
from ..period import local_day
from .calls_table import CallsTable
from .page import PAGE, SEND

#: calls on a page
SIZE = 50


class CallsPage(CallsTable):
    """Reads calls with all rights, so every search is by a domain that `call.record` gives."""

    def _prepare_home_portal_values(self, counters):
        """Override of `portal` to show the card of the calls to whoever has some and may see them."""
        values = super()._prepare_home_portal_values(counters)
        if "call_count" in counters:
            calls = request.env["call.record"].sudo()
            domain = calls._get_portal_domain(request.env.user.partner_id)
            may = request.env.user._call_portal_may("calls")
            values["call_count"] = calls.search_count(domain, limit=1) if may else 0
        return values

    @route("/my/calls", call_role="calls", **PAGE)
    def portal_my_calls(self, place=None, **query):
        """The calls of the user's account, newest first."""
        return self._calls_page(read_choice(query), place)

    @route("/my/calls/export", call_role="calls", **SEND)
    def portal_export_calls(self, kind=None, **query):
        """The same choice of calls as a file, or the page with the reason why there is none."""
        choice = read_choice(query)
        if kind not in MOST or choice.mistakes:
            return self._calls_page(choice, status=422)
        try:
            name, content, mimetype = request.env["call.record"]._make_portal_export(choice, self._zone(), kind)
        except UserError as error:
            return self._calls_page(choice, problem=str(error), status=422)
        headers = {
            "Content-Type": mimetype,
            "Content-Disposition": content_disposition(name),
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
        }
        return request.make_response(content, list(headers.items()))

    @route("/my/calls/live", call_role="calls", **PAGE)
    def portal_live_calls(self, **_query):
        """The account's money and calls in progress, as JSON: what the page asks for while somebody looks at it."""
        live = self._live()
        money = {key: text for key, _label, text in live["money"]}
        return request.make_json_response({**live, "money": money}, headers={"Cache-Control": "no-store"})

    # === THE PAGE === #

    def _calls_page(self, choice, place=None, problem="", status=200):
        calls = request.env["call.record"]
        zone = self._zone()
        found = calls._read_portal_choice(choice, zone, place, SIZE)
        rows = [call._prepare_portal_row(zone) for call in found["page"].rows]
        return self._page(
            "portal_my_calls",
            "calls",
            status,
            rows=rows,
            groups=[("", rows)],
            page=found["page"],
            totals=found["totals"],
            since=self._moment(found["totals"]["since"]),
            looked_back=self._moment(found["looked_back"]),
            timezone=zone,
            typed=choice.typed,
            mistakes=self._tell_mistakes(choice.mistakes),
            choices=calls._prepare_portal_choices(),
            periods=self._periods(choice, zone),
            is_choice=bool(choice.typed) or bool(place),
            bundles=request.env.user.partner_id._prepare_portal_bundles(),
            live=self._live(),
            most=calls._get_portal_export_limits(),
            problem=problem,
        )

    def _zone(self):
        return self._get_calls_timezone(request.env.user.partner_id.commercial_partner_id)

    def _moment(self, moment):
        return format_datetime(request.env, moment, tz=self._zone()) if moment else ""

    def _live(self):
        user = request.env.user
        return user.partner_id._prepare_portal_live(user._call_portal_may("bills"), self._zone())

    def _periods(self, choice, zone):
        """Periods that are often wanted, with the rest of the choice as it is.

        :return: [(text, address, whether it is chosen)]
        """
        today = local_day(fields.Datetime.now(), zone)
        month = today.replace(day=1)
        last = month - timedelta(days=1)
        env = request.env
        periods = (
            (env._("All"), None, None),
            (env._("Last 7 days"), today - timedelta(days=6), today),
            (env._("This month"), month, today),
            (env._("Last month"), last.replace(day=1), last),
            (env._("This year"), today.replace(month=1, day=1), today),
        )
        rest = {name: text for name, text in choice.typed.items() if name not in ("from", "to")}
        return [
            (text, self._period_url(rest, begin, end), (begin, end) == (choice.begin, choice.end))
            for text, begin, end in periods
        ]

    def _period_url(self, rest, begin, end):
        days = {"from": begin.isoformat(), "to": end.isoformat()} if begin else {}
        query = urlencode({**days, **rest})
        return f"/my/calls?{query}" if query else "/my/calls"

    def _tell_mistakes(self, names):
        env = request.env
        texts = {
            "from": env._("Write the day as 2026-11-30."),
            "to": env._("Write the day as 2026-11-30, not before the first one."),
            "cost_from": env._("Write a price as 0.50."),
            "cost_to": env._("Write a price as 0.50, not below the least one."),
        }
        return {name: texts.get(name) or env._("This cannot be chosen.") for name in names}
