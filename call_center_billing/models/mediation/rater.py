"""Whose call is it, and what does it cost? One answer for a new call and for one that is sent through again."""

from typing import NamedTuple

from ... import rating
from ..billing.statement_book import StatementBook
from ..tariff.call_rate_unit import COUNTED
from ..tariff.tariff_book import TariffBook
from .bundle_book import BundleBook

#: stands for a number in services without one: only rates with an empty prefix hold for it
ANYWHERE = "+"
#: the columns that a match and a rating set, besides the state and whether the call came late
RESULT = (
    *("reason", "number_id", "partner_id", "campaign_id", "rate_id", "destination_id", "destination_class"),
    *("rule", "pricelist_id", "discount", "fixed_price", "billed_seconds", "unrounded", "amount", "currency_id"),
    *("statement_id", "statement_line_id", "bundle_units", "sub_account_id", "reseller_id"),
)


#: what is charged for a call that costs nothing
NOTHING = {"state": "rated", "billed_seconds": 0, "unrounded": 0, "amount": 0}


class Use(NamedTuple):
    """What was used: a service, as in `call.record`, and how many octets or texts of one that is counted."""

    service: str = "voice"
    quantity: int | None = None


VOICE = Use()


def payer_names(service, a_number, account_code):
    """The names by which the owner of a call is looked up, the first first: see `call.number`.

    Who calls an agent does not pay for the agent.

    :param str a_number: as the store has it; :param str account_code: as the switch wrote it
    """
    names = {"voice": (a_number,), "agent": (account_code,)}
    return names.get(service, (account_code, a_number))


class CallRater:
    """Matches and rates calls of one company; remembers owners, campaigns and terms for the length of a batch.

    Not a model: it lives within one transaction and has no state worth keeping.

    :param datetime horizon: calls that began before it (UTC) are too late to be billed by themselves; None: none are
    :param bool alone: see `StatementBook`
    :ivar told: (number id, account) of the next call, if it is known otherwise than by its number; else None
    :ivar queue: through which the next call went, or ""
    :ivar did_billing: whether the holder of a called DID pays, see `call.source`
    """

    def __init__(self, env, company, horizon=None, alone=False):
        self.env = env(su=True)
        self.company = company.sudo()
        self.horizon = horizon and horizon.replace(tzinfo=None)
        self.statements = StatementBook(self.env, self.company, alone)
        self.bundles = BundleBook(self.env, self.company)
        self.told = None
        self.queue = ""
        self.reselling = False
        self.did_billing = False
        self._owners = {}
        self._holders = {}
        self._campaigns = {}
        self._clients = {}
        self.tariffs = TariffBook(self.env, self.company)

    def prepare(self, names):
        """Look up the owners of these numbers and account names at once, rather than call by call."""
        unknown = {name for name in names if name} - self._owners.keys()
        if unknown:
            found = self.env["call.number"]._owners(self.company, unknown)
            self._owners.update({number: found.get(number, ()) for number in unknown})
            self._prepare_partners(found)

    def prepare_called(self, numbers):
        """Look up the holders of those of these called numbers that are DIDs."""
        unknown = {number for number in numbers if number} - self._holders.keys()
        if unknown:
            found = self.env["call.number"]._owners(self.company, unknown, ("did",))
            self._holders.update({number: found.get(number, ()) for number in unknown})
            self._prepare_partners(found)

    def _prepare_partners(self, owners):
        self.tariffs.prepare(self.env["res.partner"].browse({row[3] for rows in owners.values() for row in rows}))

    def vals(
        self, a_number, b_number, account_code, started_at, talk_seconds, duration=0, outcome="answered", use=VOICE
    ):
        """The columns of a call that follow from whose it is and what it costs.

        A call that is charged for is booked on its account's statement; `book` writes the sums.

        :param datetime started_at: UTC, naive
        :param int talk_seconds: of conversation; :param int duration: with ringing, which some rate cards charge
        :param str outcome: as in `call.record`; rate cards say which outcomes are charged for
        :param Use use: what was used, if it is no call
        :return: all columns that a match and a rating set, so that an earlier outcome is overwritten whole
        """
        vals = dict.fromkeys(RESULT) | {"late": False}
        number_id, user = self._payer(use.service, a_number, b_number, account_code, started_at)
        partner = user.call_payer_id or user
        if partner:
            names = (("code", account_code), ("queue", self.queue), ("did", b_number))
            campaign = self._campaign(user, names) or self._campaign(partner, names)
            vals.update(number_id=number_id, partner_id=partner.id, campaign_id=campaign.id or None)
            vals["sub_account_id"] = user.id if user != partner else None
            vals["reseller_id"] = partner.call_reseller_id.id or None
            self.statements.sub_account = user if user != partner and partner.call_sub_lines else user.browse()
        if outcome == "denied":
            return vals | {"state": "denied"}
        if not partner:
            if outcome != "answered":
                return vals | {"state": "unanswered"}
            return vals | {"state": "unmatched", "reason": self._unknown(use.service, a_number, account_code)}
        payer = (partner, user._call_priced_as(self.company), number_id, campaign)
        return vals | self._charged(payer, a_number, b_number, started_at, talk_seconds, duration, outcome, use)

    def resold(self, reseller, a_number, b_number, started_at, talk_seconds, duration=0, outcome="answered", use=VOICE):
        """As `vals`, of what a reseller pays for a call of a customer that it sold; by its own price list.

        It is `rated`, at nothing if nothing is charged for such a call, or `unrated`.
        """
        vals = dict.fromkeys(RESULT) | {"late": False, "partner_id": reseller.id}
        vals["reseller_id"] = reseller.call_reseller_id.id or None
        self.statements.sub_account = reseller.browse()
        payer = (reseller, reseller, None, self.env["call.campaign"])
        self.reselling = True  # what a reseller's own calls include is not for those of its customers
        try:
            vals |= self._charged(payer, a_number, b_number, started_at, talk_seconds, duration, outcome, use)
        finally:
            self.reselling = False
        return vals if vals["state"] in ("rated", "unrated") else vals | NOTHING

    def _charged(self, payer, a_number, b_number, started_at, talk_seconds, duration, outcome, use):
        """The columns of a call that somebody pays for.

        :param tuple payer: account, account by whose list it is priced, number id or None, campaign or none
        """
        partner, priced, number_id, campaign = payer
        terms = self.tariffs.terms(priced, number_id, campaign, started_at, use.service)
        units = self._units(terms, use, outcome, talk_seconds, duration)
        if units and self.horizon and started_at < self.horizon:
            return {"state": "unrated", "reason": "too_late"}
        if units:
            b_number = b_number if use.service == "voice" else ANYWHERE
            return self._price(terms, partner, campaign, a_number, b_number, started_at, units, talk_seconds)
        if outcome != "answered":
            return {"state": "unanswered"}
        # nobody spoke: nothing to charge, whatever it would cost and wherever it went
        return NOTHING

    @staticmethod
    def _unknown(service, a_number, account_code):
        """Why nobody pays."""
        if service != "voice" and account_code:
            return "unknown_account"
        return "unknown_number" if a_number else "withheld"

    @staticmethod
    def _units(terms, use, outcome, talk_seconds, duration):
        """The seconds to charge for, by the rate card in force; without one, those of an answered call.

        Of other services what was used: octets, texts, seconds of work.
        """
        if use.service in COUNTED:
            return use.quantity
        if terms.version and use.service == "voice":
            return terms.version._charged_seconds(outcome, talk_seconds, duration)
        return talk_seconds if outcome == "answered" else None

    def book(self):
        """Write the sums of what was rated to the statements, and which included units it used."""
        self.bundles.write_uses()
        self.statements.write_sums()

    def _payer(self, service, a_number, b_number, account_code, started_at):
        """The owned number or account name, and its owner; of a service without numbers maybe a campaign's client."""
        if self.told:
            return self.told
        inbound = self.did_billing if service == "voice" else False
        if inbound == "always" and (found := self._owner(self._holders, b_number, started_at))[1]:
            return found
        for name in payer_names(service, a_number, account_code):
            if (found := self._owner(self._owners, name, started_at))[1]:
                return found
        if inbound:
            return self._owner(self._holders, b_number, started_at)
        return None, self.env["res.partner"] if service == "voice" else self._client(account_code)

    def _client(self, code):
        """The client of the one campaign that has this account code; nobody if several clients have one."""
        if code not in self._clients:
            domain = [("code", "=", code or False), ("company_id", "=", self.company.id)]
            clients = self.env["call.campaign"].search(domain).partner_id
            self._clients[code] = clients if len(clients) == 1 else clients.browse()
        return self._clients[code]

    def _owner(self, owners, name, started_at):
        for valid_from, valid_to, number_id, partner_id in owners.get(name, ()):
            if valid_from <= started_at and (valid_to is None or started_at < valid_to):
                return number_id, self.env["res.partner"].browse(partner_id)
        return None, self.env["res.partner"]

    def _campaign(self, partner, names):
        if partner not in self._campaigns:
            domain = [("partner_id", "=", partner.id), ("company_id", "=", self.company.id)]
            self._campaigns[partner] = self.env["call.campaign"].search(domain)._call_keys()
        found = self._campaigns[partner]
        return next((found[name] for name in names if name in found), self.env["call.campaign"])

    def _price(self, terms, partner, campaign, a_number, b_number, started_at, units, talk_seconds):
        found = {"rule": terms.rule, "pricelist_id": terms.pricelist.id or None}
        if not terms.card:
            return found | self._unrated("no_card", partner, campaign, self.company.currency_id, started_at)
        if not terms.version:
            return found | self._unrated("no_version", partner, campaign, terms.card.currency_id, started_at)
        call = terms.version._engine_call(b_number, started_at, units, a_number)
        rated = rating.rate(call, terms.tariff)
        if rated.state != "rated":
            return found | self._unrated("no_rate", partner, campaign, terms.card.currency_id, started_at)
        rate = self.env["call.rate"].browse(rated.rate.key)
        promise = terms.promise(rate.destination_id.id)
        if campaign and not campaign.billed:
            return found | self._rated(terms.card, rate, rated, promise) | {"reason": "not_billed"}
        free = rated.rate.free_units
        if (
            paid := 0
            if self.reselling
            else self.bundles.take(partner, self.statements.call, started_at, rate, free, units)
        ):
            found["bundle_units"] = paid
            rated = rating.rate(call, terms.tariff, paid)
        found |= self._rated(terms.card, rate, rated, promise)
        booking = (terms.card.currency_id, started_at, campaign, rate, rated, talk_seconds, promise, units)
        return found | self.statements.add(partner, *booking)

    @staticmethod
    def _rated(card, rate, rated, promise):
        """The columns that tell the price and how it came about."""
        return {
            "state": "rated",
            "rate_id": rate.id,
            "destination_id": rate.destination_id.id,
            "destination_class": rate.destination_class,
            "discount": promise.discount if promise else 0,
            "fixed_price": promise.fixed if promise else None,
            "billed_seconds": None if rate.service in COUNTED else rated.billed,
            "unrounded": rated.unrounded,
            "amount": rated.amount,
            "currency_id": card.currency_id.id,
        }

    def _unrated(self, reason, partner, campaign, currency, started_at):
        """No price; but the call holds up its customer's bill, so it is on a statement."""
        found = {"state": "unrated", "reason": reason}
        if campaign and not campaign.billed:
            return found
        return found | self.statements.place(partner, currency, started_at)
