"""The calls behind an invoice, as its customer may read them."""

from datetime import UTC, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from odoo import models
from odoo.tools import SQL, split_every

from ...rating import MEBIBYTE, MEGABYTE
from ...talk_time import format_talk_time
from ..mediation.call_record import masked_number
from ..tariff.call_rate_unit import COUNTED
from .res_partner import ALL_DIGITS

#: calls that are read at once
CHUNK = 5_000
TIMED = ("voice", "agent")
COLUMNS = (
    "id",
    "started_at",
    "a_number",
    "b_number",
    "account_code",
    "service",
    "talk_seconds",
    "quantity",
    "agent",
    "amount",
    "late",
    "number_id",
    "destination_id",
    "campaign_id",
    "rate_id",
)
#: the name that decides who pays, as `call.record._payer` tells it
PAYER = SQL(
    "CASE WHEN COALESCE(service, 'voice') = 'voice' THEN COALESCE(a_number, '')"
    " WHEN COALESCE(account_code, '') <> '' OR service = 'agent' THEN COALESCE(account_code, '')"
    " ELSE COALESCE(a_number, '') END"
)


class BilledCall(NamedTuple):
    """One call in the customer's language and time zone.

    :ivar payer: the number or account name that made it; :ivar label: what the customer calls that
    :ivar number: called, masked as law and account want; empty if it may not be shown
    :ivar quantity: seconds, octets or texts, as its service is counted; :ivar per: octets of a megabyte
    :ivar amount: micro-units, without tax
    """

    payer: str
    label: str
    start: datetime
    late: bool
    number: str
    destination: str
    campaign: str
    service: str
    quantity: int
    per: int
    used: str
    amount: int


class AccountMove(models.Model):
    """Reads calls by SQL, some thousand at once: a large customer's month has more of them than memory should hold."""

    _inherit = "account.move"

    def _billed_calls(self):
        """The calls that the invoice charges, by who made them and when.

        :return: generator of `BilledCall`
        """
        self.ensure_one()
        move = self.sudo()
        reader = CallReader(move.env, move.commercial_partner_id, move.company_id)
        for ids in split_every(CHUNK, self._billed_call_ids()):
            yield from reader.billed(ids)

    def _billed_call_ids(self):
        calls = self.env["call.record"].sudo()
        calls.flush_model()
        query = calls._search(self._call_statement_lines()._calls_domain())
        query.order = SQL("%s, started_at, %s", PAYER, SQL.identifier(query.table, "id"))
        return [call_id for (call_id,) in self.env.execute_query(query.select(SQL.identifier(query.table, "id")))]

    def _billed_decimals(self):
        """As many decimals as the longest price of the invoice's calls needs, 2 at least, that they stand in line."""
        calls = self.env["call.record"].sudo()
        query = calls._search(self._call_statement_lines()._calls_domain())
        digits = SQL(
            "MAX(CASE WHEN amount %% 10000 = 0 THEN 2 WHEN amount %% 1000 = 0 THEN 3 WHEN amount %% 100 = 0 THEN 4"
            " WHEN amount %% 10 = 0 THEN 5 ELSE 6 END)"
        )
        [(decimals,)] = self.env.execute_query(query.select(digits))
        return decimals or 2


class CallReader:
    """Calls of an account as it may read them. What they point to is looked up once for some thousand of them.

    :param odoo.api.Environment env: with the rights to read calls, and the reader's language
    :param account: res.partner, a commercial partner
    :param company: res.company
    """

    def __init__(self, env, account, company):
        self.env = env
        self._zone = ZoneInfo(account._call_timezone(company))
        self._digits = account._call_hidden_digits(company)
        self._sql = SQL("SELECT %s FROM call_record", SQL(", ").join(map(SQL.identifier, COLUMNS)))

    def billed(self, ids):
        """:return: generator of `BilledCall`, in the order of `ids`, the ids of some thousand calls"""
        ids = list(ids)
        rows = {row[0]: row for row in self.env.execute_query(SQL("%s WHERE id IN %s", self._sql, tuple(ids)))}
        calls = [dict(zip(COLUMNS, rows[call_id], strict=True)) for call_id in ids if call_id in rows]
        labels = self._named("call.number", calls, "number_id", "label")
        campaigns = self._named("call.campaign", calls, "campaign_id", "name")
        places = self._named("call.destination", calls, "destination_id", "name")
        discreet = self._named("call.destination", calls, "destination_id", "hidden_on_bills")
        units = self._named("call.rate", [call for call in calls if call["service"] == "data"], "rate_id", "unit")
        for call in calls:
            place, service = call["destination_id"], call["service"] or "voice"
            quantity = (call["quantity"] if service in COUNTED else call["talk_seconds"]) or 0
            per = MEBIBYTE if units.get(call["rate_id"]) == "mebibyte" else MEGABYTE
            yield BilledCall(
                payer=self._payer(call, service),
                label=labels.get(call["number_id"]) or "",
                start=call["started_at"].replace(tzinfo=UTC).astimezone(self._zone),
                late=bool(call["late"]),
                number="" if discreet.get(place) else self._number(call, service),
                destination=self.env._("Not shown") if discreet.get(place) else places.get(place) or "",
                campaign=campaigns.get(call["campaign_id"]) or "",
                service=service,
                quantity=quantity,
                per=per,
                used=self.used({service: quantity}, per),
                amount=call["amount"] or 0,
            )

    def _named(self, model, calls, column, name):
        """{id: the record's `name`} of those that are there."""
        ids = {call[column] for call in calls if call[column]}
        return {record.id: record[name] for record in self.env[model].browse(ids).exists()}

    @staticmethod
    def _payer(call, service):
        if service != "voice" and (call["account_code"] or service == "agent"):
            return call["account_code"] or ""
        return call["a_number"] or ""

    def _number(self, call, service):
        if service == "agent":
            return call["agent"] or ""
        return "" if self._digits >= ALL_DIGITS else masked_number(call["b_number"] or "", self._digits)

    def used(self, sums, per):
        """Time is time, whoever spent it."""
        if sums.keys() <= {"voice", "agent"}:
            return format_talk_time(sum(sums.values()))
        return self.env["call.record"]._used_sums_text(sums, per)
