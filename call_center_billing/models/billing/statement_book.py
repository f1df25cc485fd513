"""Which statement does a call belong to? And the sums of a batch, written once."""

from datetime import UTC
from zoneinfo import ZoneInfo

from psycopg2.errors import ExclusionViolation, UniqueViolation

from odoo import fields
from odoo.exceptions import ConcurrencyError
from odoo.tools import SQL

from ...billing import Bill, period, place
from ..tariff.call_rate_unit import COUNTED
from .slot import slot_of

#: advisory lock of a company's sums
SUMS_LOCK = 0x53554D53


def lock_sums(cr, company):
    """Let one transaction after the other write sums of a company, or two could wait for each other in a circle."""
    cr.execute("SELECT pg_advisory_xact_lock(%s, %s)", (SUMS_LOCK, company.id))


def check_open(cr, table, ids, condition):
    """Lock the rows that sums are about to be added to.

    :raise ConcurrencyError: one of them was billed since it was looked up: the batch is to begin again
    """
    query = f"SELECT count(*) FROM (SELECT FROM {table} WHERE id = ANY(%s) AND {condition} FOR NO KEY UPDATE) found"
    cr.execute(query, (ids,))
    if cr.fetchone()[0] < len(ids):
        raise ConcurrencyError("statements were billed while calls were added to them")


class StatementBook:
    """Finds or opens statements and lines for the calls of one batch, and adds up what they come to.

    Not a model: it lives within one transaction. Sums are added in the database (never read, changed and written
    back), so that imports from two sources cannot lose each other's calls.

    :param bool alone: statements and lines are opened in transactions of their own, see `BulkStatements`
    """

    def __init__(self, env, company, alone=False):
        self.env = env
        self.company = company
        self.alone = alone
        self.today = fields.Date.today()
        #: (source id, identity) of the next call, for those that have an order of their own
        self.call = (0, "")
        #: the sub-account of the next call, if its payer has lines for each
        self.sub_account = env["res.partner"]
        self._bills = {}
        self._places = {}
        self._policies = {}
        self._lines = {}
        self._sums = {}

    def place(self, partner, currency, started_at):
        """The statement of a call.

        :param datetime started_at: UTC, naive
        :return: the columns `statement_id` and `late`
        """
        found = self._place(partner, currency, self._day(partner, started_at))
        return {"statement_id": found.key, "late": found.late}

    def add(self, partner, currency, started_at, campaign, rate, rated, seconds, promise=None, units=0):
        """Add a rated call to its statement line.

        :param promise: the discount or fixed price that the call was given, if any
        :param int units: what was used, in the unit of a service that is counted
        :return: the columns `statement_id`, `statement_line_id` and `late`
        """
        entry = self.place(partner, currency, started_at)
        slot = self._slot(partner, started_at)
        line = self._line(entry["statement_id"], campaign, rate, rated, promise, slot)
        sums = self._sums.setdefault(line.id, [0, 0, 0, 0, 0])
        billed, counted = (0, units) if rate.service in COUNTED else (rated.billed, 0)
        for index, value in enumerate((1, seconds, billed, rated.amount, counted)):
            sums[index] += value
        return entry | {"statement_line_id": line.id}

    def accounts(self):
        """Ids of the accounts that calls were placed for."""
        return {partner.id for partner, _currency, _day in self._places}

    def write_sums(self):
        """Add the sums to their lines."""
        self.env.flush_all()
        if self._sums:
            lock_sums(self.env.cr, self.company)
            self._check_open()
        for line_id, (count, talk, billed, amount, counted) in sorted(self._sums.items()):
            self.env.cr.execute(
                """UPDATE call_statement_line SET call_count = COALESCE(call_count, 0) + %s,
                          talk_seconds = COALESCE(talk_seconds, 0) + %s,
                          billed_seconds = COALESCE(billed_seconds, 0) + %s, amount = COALESCE(amount, 0) + %s,
                          quantity = COALESCE(quantity, 0) + %s
                    WHERE id = %s""",
                (count, talk, billed, amount, counted, line_id),
            )
        lines = self.env["call.statement.line"].browse(self._sums)
        lines.invalidate_recordset()
        lines.modified(["call_count", "talk_seconds", "amount", "quantity"])
        self.env.flush_all()
        self._sums.clear()

    def _check_open(self):
        lines = self.env["call.statement.line"].browse(self._sums)
        check_open(self.env.cr, "call_statement", lines.statement_id.ids, "state = 'open'")
        check_open(self.env.cr, "call_statement_line", lines.ids, "ordered IS NOT TRUE")

    def _day(self, partner, started_at):
        """The day on which a call began, by the account's clock."""
        zone = ZoneInfo(partner._call_timezone(self.company))
        return started_at.replace(tzinfo=UTC).astimezone(zone).date()

    def _slot(self, partner, started_at):
        """What of the statement has an order of its own: see `slot_of`."""
        if partner not in self._policies:
            self._policies[partner] = partner._call_order_policy(self.company)
        policy = self._policies[partner]
        return slot_of(policy, self._day(partner, started_at), started_at, *self.call) if policy != "cycle" else ""

    def _place(self, partner, currency, day):
        """The statement of a day: a `billing.Place`, opened if need be."""
        key = (partner, currency, day)
        if key not in self._places:
            self._places[key] = self._open(partner, currency, day)
        return self._places[key]

    def _open(self, partner, currency, day):
        cycle = partner._call_cycle(self.company)._rule()
        bills = self._account(partner, currency, period(cycle, day).begin)
        found = place(bills, cycle, day, self.today)
        if found.key:
            return found
        vals = {
            "partner_id": partner.id,
            "company_id": self.company.id,
            "currency_id": currency.id,
            "date_from": found.begin,
            "date_to": found.end,
            "sequence": found.sequence,
        }
        statement = self._create(self.env["call.statement"], vals)
        if not statement:  # another import opened one meanwhile
            del self._bills[partner, currency]
            return self._open(partner, currency, day)
        bills.append(Bill(statement.id, found.begin, found.end, True, found.sequence))
        return found._replace(key=statement.id)

    def _account(self, partner, currency, since):
        """The statements of an account and currency that end after a day: a list of `billing.Bill`."""
        known = self._bills.get((partner, currency))
        if known is None or known[0] > since:
            domain = [
                ("company_id", "=", self.company.id),
                ("partner_id", "=", partner.id),
                ("currency_id", "=", currency.id),
                ("date_to", ">", since),
            ]
            names = ("date_from", "date_to", "state", "sequence")
            found = self.env["call.statement"].search_fetch(domain, names)
            bills = [Bill(one.id, one.date_from, one.date_to, one.state == "open", one.sequence) for one in found]
            known = self._bills[partner, currency] = (since, bills)
        return known[1]

    def _create(self, model, vals):
        """A new record; none if another import has opened one in its place meanwhile."""
        if not self.alone:
            return model.create(vals)
        try:
            with self.env.registry.cursor() as cr:
                return model.browse(model.with_env(self.env(cr=cr)).create(vals).id)
        except (UniqueViolation, ExclusionViolation):
            return model.browse()

    def _line(self, statement_id, campaign, rate, rated, promise, slot):
        destination = rate.destination_id
        vals = {
            "statement_id": statement_id,
            "campaign_id": campaign.id,
            "product_id": (campaign.product_id or destination.product_id).id,
            "destination_class": destination.destination_class,
            "unit": rate.unit,
            "slot": slot,
            "sub_account_id": self.sub_account.id,
            **price_of(rate, rated, promise),
        }
        key = tuple(vals.values())
        if key not in self._lines:
            self._lines[key] = self._open_line(vals)
        return self._lines[key]

    def _open_line(self, vals):
        """The line with these values that has no order yet."""
        model = self.env["call.statement.line"]
        domain = [(field, "=", value) for field, value in vals.items()]
        last = model.search(domain, order="part desc", limit=1)
        if last and not last.ordered:
            return last
        part = last.part + 1 if last else 0
        return self._create_line(vals | {"part": part}) or self._open_line(vals)

    def _create_line(self, vals):
        """A new line; none if another import has opened it meanwhile."""
        model = self.env["call.statement.line"]
        query = SQL(
            "INSERT INTO call_statement_line (%s) VALUES (%s) ON CONFLICT DO NOTHING RETURNING id",
            SQL(", ").join(map(SQL.identifier, vals)),
            SQL(", ").join(SQL("%s", None if value is False else value) for value in vals.values()),
        )
        if self.alone:
            with self.env.registry.cursor() as cr:
                cr.execute(query, log_exceptions=False)
                return model.browse(row[0] for row in cr.fetchall())
        self.env.flush_all()
        self.env.cr.execute(query, log_exceptions=False)  # who imports at the same time begins again
        return model.browse(row[0] for row in self.env.cr.fetchall())


def price_of(rate, rated, promise):
    """The price by which a call is told on a statement: the one at which it began, before discount."""
    usage = next((part for part in rated.parts if part.kind == "usage"), None)
    fixed = promise.fixed if promise else None
    price = rate.price if fixed is None else fixed
    fee = sum(part.amount for part in rated.parts if part.kind == "fee") if usage else rate.connection_fee
    return {
        "price": usage.price if usage else price,
        "connection_fee": fee,
        "time_band": usage.name if usage else "",
        "discount": promise.discount if promise else 0,
    }
