"""The calls that a customer chose."""

from datetime import timedelta

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.call_center_billing.models.tariff.call_rate_unit import MEASURES

from ...period import day_begin

#: places that a name may mean at most, and numbers that a list to choose from has at most
MOST_PLACES, MOST_NUMBERS = 1_000, 200
#: calls whose destinations are offered
RECENT = 2_000


class CallRecord(models.Model):
    """Conditions are added to the account's own calls, so whatever is chosen shows nobody else's."""

    _inherit = "call.record"

    @api.model
    def _get_portal_choice_domain(self, choice, timezone):
        """The calls of the user's account that were chosen.

        :param call_choice.Choice choice:
        :param str timezone: IANA name of the zone of the chosen days
        """
        domain = self._get_portal_domain(self.env.user.partner_id) & self._get_portal_days_domain(choice, timezone)
        for name, value in (("number_id", choice.number), ("campaign_id", choice.campaign)):
            if value is not None:
                domain &= Domain(name, "=", value)
        if choice.search:
            domain &= self._get_portal_search_domain(choice.search, choice.side or "all")
        if choice.destination:
            domain &= Domain("destination_id", "in", self._find_portal_destinations(choice.destination))
        if choice.service:
            domain &= Domain("service", "in", (choice.service, *([False] if choice.service == "voice" else [])))
        if choice.direction:
            domain &= self._get_portal_direction_domain(choice.direction)
        return domain & self._get_portal_price_domain(choice)

    @staticmethod
    def _get_portal_days_domain(choice, timezone):
        domain = Domain.TRUE
        if choice.begin:
            domain &= Domain("started_at", ">=", day_begin(choice.begin, timezone))
        if choice.end:
            domain &= Domain("started_at", "<", day_begin(choice.end + timedelta(days=1), timezone))
        return domain

    @staticmethod
    def _get_portal_price_domain(choice):
        """By what each call was charged; calls without a price cost nothing that could be compared."""
        domain = Domain.TRUE
        if choice.low is not None:
            domain &= Domain("state", "=", "rated") & Domain("amount", ">=", choice.low)
        if choice.high is not None:
            domain &= Domain("state", "=", "rated") & Domain("amount", "<=", choice.high)
        return domain

    def _find_portal_destinations(self, name):
        """Places with these words in their name; none that is called in confidence, or a search would tell who was."""
        places = self.env["call.destination"].sudo()
        return places.search([("name", "ilike", name), ("hidden_on_bills", "=", False)], limit=MOST_PLACES).ids

    def _get_portal_direction_domain(self, direction):
        """Calls to the account's numbers, or calls from them. Only a DID is charged for being called."""
        pairs = [(number.id, number.number) for number in self._get_portal_dids()]

        def to_sql(model, alias, query):
            if not pairs:
                return SQL("FALSE") if direction == "in" else SQL("TRUE")
            called = SQL(
                "(COALESCE(%s, 0), COALESCE(%s, '')) IN %s",
                model._field_to_sql(alias, "number_id", query),
                model._field_to_sql(alias, "b_number", query),
                tuple(pairs),
            )
            return called if direction == "in" else SQL("NOT %s", called)

        return Domain.custom(to_sql=to_sql)

    def _get_portal_dids(self):
        account = self.env.user.partner_id.commercial_partner_id
        return self.env["call.number"].sudo().search([("partner_id", "=", account.id), ("kind", "=", "did")])

    # === WHAT MAY BE CHOSEN === #

    @api.model
    def _prepare_portal_choices(self):
        """What the form offers, of what the account has.

        :return: {"numbers": [(id, text)], "campaigns": [(id, text)], "services": [(key, text)], "inbound": bool,
            "places": names of destinations called of late}; services are empty if there is one only
        """
        account = self.env.user.partner_id.commercial_partner_id.sudo()
        mine = [("partner_id", "=", account.id), ("company_id", "in", self.env.companies.ids)]
        numbers = self.env["call.number"].sudo().search(mine, limit=MOST_NUMBERS + 1)
        campaigns = self.env["call.campaign"].sudo().with_context(active_test=False).search(mine, limit=MOST_NUMBERS)
        return {
            "numbers": [(number.id, self._label_portal_number(number)) for number in numbers[:MOST_NUMBERS]],
            "campaigns": [(campaign.id, campaign.name) for campaign in campaigns],
            "services": self._get_portal_services(account),
            "inbound": "did" in numbers.mapped("kind"),
            "places": self._get_portal_places(account),
        }

    def _get_portal_places(self, account):
        recent = self.sudo()._search([("partner_id", "=", account.id)], order="started_at desc", limit=RECENT)
        rows = self.env.execute_query(
            SQL(
                "SELECT DISTINCT destination_id FROM %s recent WHERE destination_id IS NOT NULL",
                recent.subselect(SQL.identifier(recent.table, "destination_id")),
            )
        )
        places = self.env["call.destination"].sudo().browse(row[0] for row in rows).exists()
        return sorted(places.filtered(lambda place: not place.hidden_on_bills).mapped("name"))

    @staticmethod
    def _label_portal_number(number):
        return f"{number.number} · {number.label}" if number.label else number.number

    def _get_portal_services(self, account):
        """What the account has used, by the units on its statements; nothing if that is one service only."""
        lines = self.env["call.statement.line"].sudo()
        units = lines._read_group([("statement_id.partner_id", "=", account.id), ("call_count", ">", 0)], ["unit"])
        used = {MEASURES[unit].service for (unit,) in units}
        names = self.env["call.record"]._fields["service"]._description_selection(self.env)
        return [(key, name) for key, name in names if key in used] if len(used) > 1 else []
