"""Periods and what was used in them: the running one, and those before."""

from odoo.fields import Domain
from odoo.http import request, route

from ..keyset import read_page
from .calls_behind import CallsBehind
from .page import PAGE


class StatementsPage(CallsBehind):
    """Statements of the user's account."""

    def _prepare_home_portal_values(self, counters):
        """Override of `portal` to show the card to whoever has calls or plans."""
        values = super()._prepare_home_portal_values(counters)
        if "call_statement_count" in counters:
            statements_sudo = request.env["call.statement"].sudo()
            values["call_statement_count"] = statements_sudo.search_count(self._statement_domain(), limit=1)
        return values

    def _statement_domain(self):
        return Domain([("partner_id", "=", self._account().id), ("company_id", "in", request.env.companies.ids)])

    @route("/my/statements", call_role="bills", **PAGE)
    def portal_my_statements(self, place=None, **kwargs):
        """The periods of the account, the running one first."""
        statements_sudo = request.env["call.statement"].sudo()
        page = read_page(statements_sudo, self._statement_domain(), ("date_from", "id"), place, 20)
        return self._page(
            "portal_statements",
            "call_statements",
            rows=page.rows._prepare_portal_statements(),
            page=page,
            page_url="/my/statements",
            page_args={},
        )

    @route("/my/statements/<int:statement_id>", call_role="bills", **PAGE)
    def portal_my_statement(self, statement_id, **kwargs):
        """What a period charges, line by line."""
        statement_sudo = self._own("call.statement", statement_id, self._statement_domain())
        return self._page(
            "portal_statement",
            "call_statement",
            row=statement_sudo._prepare_portal_statements()[0],
            lines=statement_sudo._prepare_portal_lines(),
            statement=statement_sudo,
            sees_calls=request.env.user._call_portal_may("calls"),
        )

    @route("/my/statements/<int:statement_id>/calls", call_role="calls", **PAGE)
    def portal_my_statement_calls(self, statement_id, **kwargs):
        """The calls of a period or of one of its lines, newest first."""
        statement_sudo = self._own("call.statement", statement_id, self._statement_domain())
        line_sudo = request.env["call.statement.line"].sudo()
        if kwargs.get("line"):
            line_sudo = self._own("call.statement.line", kwargs["line"], [("statement_id", "=", statement_sudo.id)])
        timezone = self._behind_timezone(statement_sudo.partner_id, statement_sudo.company_id)
        args = {name: kwargs[name] for name in ("line", "number", "place") if kwargs.get(name)}
        url = f"/my/statements/{statement_sudo.id}/calls"
        return self._page(
            "portal_statement_calls",
            "call_statement_calls",
            **self._behind_values(line_sudo or statement_sudo.line_ids, timezone, url, args),
            statement=statement_sudo,
            line=line_sudo,
        )
