"""Which statement does a call belong to? And the sums of a batch, written once."""

from datetime import UTC
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta
from psycopg2.errors import UniqueViolation

from odoo import fields

from ..tariff.call_rate_unit import COUNTED

#: advisory lock of a company's sums
SUMS_LOCK = 0x53554D53


def lock_sums(cr, company):
    """Let one transaction after the other write sums of a company, or two could wait for each other in a circle."""
    cr.execute("SELECT pg_advisory_xact_lock(%s, %s)", (SUMS_LOCK, company.id))


def is_over(month, today):
    """Whether a month has ended, by UTC.

    :param date month: its first day
    """
    return month + relativedelta(months=1) <= today


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
        self._statements = {}
        self._lines = {}
        self._sums = {}

    def place(self, partner, currency, started_at):
        """The statement of a call.

        :param datetime started_at: UTC, naive
        :return: the columns `statement_id` and `late`
        """
        zone = ZoneInfo(partner._call_timezone(self.company))
        month = started_at.replace(tzinfo=UTC).astimezone(zone).date().replace(day=1)
        key = (partner, currency, month)
        if key not in self._statements:
            self._statements[key] = self._open(partner, currency, month)
        statement = self._statements[key]
        return {"statement_id": statement.id, "late": statement.date_from > month}

    def add(self, partner, currency, started_at, campaign, rate, rated, seconds, promise=None, units=0):
        """Add a rated call to its statement line.

        :param promise: the discount or fixed price that the call was given, if any
        :param int units: what was used, in the unit of a service that is counted
        :return: the columns `statement_id`, `statement_line_id` and `late`
        """
        entry = self.place(partner, currency, started_at)
        line = self._line(entry["statement_id"], campaign, rate, rated, promise)
        sums = self._sums.setdefault(line.id, [0, 0, 0, 0, 0])
        billed, counted = (0, units) if rate.service in COUNTED else (rated.billed, 0)
        for index, value in enumerate((1, seconds, billed, rated.amount, counted)):
            sums[index] += value
        return entry | {"statement_line_id": line.id}

    def accounts(self):
        """Ids of the accounts that calls were placed for."""
        return {partner.id for partner, _currency, _month in self._statements}

    def write_sums(self):
        """Add the sums to their lines."""
        self.env.flush_all()
        if self._sums:
            lock_sums(self.env.cr, self.company)
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

    def _open(self, partner, currency, month):
        """The account's statement of the month; of the next month that is not billed yet if this one is, and over."""
        model = self.env["call.statement"]
        domain = [
            ("company_id", "=", self.company.id),
            ("partner_id", "=", partner.id),
            ("currency_id", "=", currency.id),
            ("date_from", ">=", month),
        ]
        taken = model.search(domain, order="sequence").grouped("date_from")
        while found := taken.get(month):
            if open_ones := found.filtered(lambda statement: statement.state == "open"):
                return open_ones[0]
            if not is_over(month, self.today):
                break
            month += relativedelta(months=1)
        key = {"partner_id": partner.id, "company_id": self.company.id, "currency_id": currency.id, "date_from": month}
        key["sequence"] = found[-1].sequence + 1 if found else 1
        return self._create(model, key, {"date_to": month + relativedelta(months=1)})

    def _create(self, model, key, vals):
        """A new record, or the one that another import has opened meanwhile."""
        if not self.alone:
            return model.create(key | vals)
        try:
            with self.env.registry.cursor() as cr:
                return model.browse(model.with_env(self.env(cr=cr)).create(key | vals).id)
        except UniqueViolation:
            return model.search([(field, "=", value) for field, value in key.items()], limit=1)

    def _line(self, statement_id, campaign, rate, rated, promise):
        destination = rate.destination_id
        vals = {
            "statement_id": statement_id,
            "campaign_id": campaign.id,
            "product_id": destination.product_id.id,
            "destination_class": destination.destination_class,
            "unit": rate.unit,
            **price_of(rate, rated, promise),
        }
        key = tuple(vals.values())
        if key not in self._lines:
            model = self.env["call.statement.line"]
            domain = [(field, "=", value) for field, value in vals.items()]
            self._lines[key] = model.search(domain, limit=1) or self._create(model, vals, {})
        return self._lines[key]


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
