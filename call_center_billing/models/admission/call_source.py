"""How a switch asks for admission."""

import ipaddress
from typing import NamedTuple

from odoo import api, fields, models, tools
from odoo.exceptions import ValidationError

from ... import rating
from ...admission import Limits
from ...cdr import Numbering
from ..mediation.call_source_key import MANAGER
from .limits import LIMIT_FIELDS, limits

#: what a worker keeps of a source follows from these
KEPT = frozenset(
    {
        *("push_digest", "active", "company_id", "country_id", "international_numbers", "called_prefixes"),
        *("calling_prefixes", "short_digits", "withheld_words", "admission_networks", "admission_seconds"),
        *("admission_ring", "admission_grace", "admission_warning", "admission_down", "admission_deadline"),
        "did_billing",
    }
)


class ApiSource(NamedTuple):
    """A source as the API needs it, kept by the worker.

    :ivar networks: from which it may ask; empty: from anywhere
    :ivar seconds: reserved for a call unless the switch wants less; :ivar ring, grace: how long a hold outlives them
    :ivar warning: seconds before the end at which the caller is warned
    :ivar down: allow or deny, when there is no answer in time; :ivar deadline: in milliseconds
    :ivar house: limits of each of the company's accounts; :ivar total: of all together; :ivar counted: which there are
    :ivar blocked: destinations that nobody may call
    :ivar did_billing: when who holds a called DID pays for the call, see the field; "" for never
    :ivar open_numbers: {number as calls have it: "emergency", "service" or "payment"}, see `call.open.number`
    """

    id: int
    company_id: int
    currency_id: int
    currency: str
    decimals: int
    zone: str
    lang: str
    calling: Numbering
    called: Numbering
    networks: tuple
    seconds: int
    ring: int
    grace: int
    warning: int
    down: str
    deadline: int
    house: Limits
    total: Limits
    counted: list
    blocked: frozenset
    did_billing: str
    open_numbers: dict

    def admits(self, address):
        """Whether the switch may ask from this address.

        :param str address: as the request has it
        """
        return is_admitted(self.networks, address)


class CallSource(models.Model):
    """Settings of admission."""

    _name = "call.source"
    _inherit = ["call.source", "call.terms.signal"]

    admission_networks = fields.Char(
        string="Asks From",
        tracking=True,
        groups=MANAGER,
        help="Addresses or networks from which the switch may use its key, commas between them: 192.0.2.7, "
        "2001:db8::/32. Empty: from anywhere.",
    )
    admission_seconds = fields.Integer(
        string="Reserve for",
        default=3600,
        required=True,
        tracking=True,
        help="Seconds. A call is granted no more at a time; a switch that prolongs its calls needs less, and leaves "
        "more for the customer's other calls.",
    )
    admission_ring = fields.Integer(
        string="Ringing at Most", default=120, required=True, help="Seconds from the question to the conversation."
    )
    admission_grace = fields.Integer(
        string="Wait for the End",
        default=900,
        required=True,
        help="Seconds that money stays reserved after a call must have ended, if neither its end nor its record came. "
        "Where records come once a day: 86,400.",
    )
    admission_warning = fields.Integer(
        string="Warn before the End", default=60, required=True, help="Seconds. 0: callers are not warned."
    )
    admission_deadline = fields.Integer(
        string="Answer Within", default=2000, required=True, help="Milliseconds; after that, what is said below holds."
    )
    admission_down = fields.Selection(
        [("deny", "Refuse calls"), ("allow", "Connect calls")],
        string="Without an Answer",
        default="deny",
        required=True,
        tracking=True,
        help="What the switch is to do when it gets no answer in time. Connected calls are charged by their records.",
    )

    _admission = models.Constraint(
        f"CHECK (admission_seconds BETWEEN 1 AND {rating.LONGEST_AUTHORISED} AND admission_ring BETWEEN 0 AND 3600"
        " AND admission_grace BETWEEN 0 AND 604800 AND admission_warning BETWEEN 0 AND 3600"
        " AND admission_deadline BETWEEN 100 AND 30000)",
        "Reserve for 1 second to a day; ringing and warning up to an hour, waiting up to a week, and 100 to 30,000 "
        "milliseconds for an answer.",
    )

    def _call_terms_change(self, names):
        return bool(KEPT & names)

    @api.constrains("admission_networks")
    def _check_admission_networks(self):
        for source in self.sudo():
            try:
                networks_of(source.admission_networks)
            except ValueError as error:
                raise ValidationError(
                    self.env._(
                        "“%(network)s” is no address or network, as in 192.0.2.7 or 192.0.2.0/24; commas between "
                        "several.",
                        network=error.args[0],
                    )
                ) from error

    def _admits(self, address):
        """As `ApiSource.admits`, for records that are posted."""
        return is_admitted(networks_of(self.sudo().admission_networks), address)

    @api.model
    def _api_source(self, key):
        """The source that has this key; None for a wrong one, which nothing is kept of.

        :rtype: ApiSource
        """
        try:
            return self._kept_api_source(self._push_digest_of(key))
        except KeyError:
            return None

    @tools.ormcache("digest")
    def _kept_api_source(self, digest):
        source = self.env["call.source"].sudo().search([("push_digest", "=", digest)], limit=1)
        if not source:
            raise KeyError(digest)
        currency = source.company_id.currency_id
        house = source.company_id.partner_id
        return ApiSource(
            *(source.id, source.company_id.id, currency.id, currency.name, currency.decimal_places),
            *(house.tz or "UTC", house.lang or "en_US"),
            *(source._numbering(calling=True), source._numbering()),
            networks_of(source.admission_networks),
            *(source.admission_seconds, source.admission_ring, source.admission_grace, source.admission_warning),
            *(source.admission_down, source.admission_deadline),
            *_limits_of(source.company_id),
            source.did_billing or "",
            self.env["call.open.number"]._of(source),
        )


def networks_of(text):
    """The networks of a setting.

    :rtype: tuple
    :raise ValueError: with the part that is none
    """
    found = []
    for part in (text or "").split(","):
        if not part.strip():
            continue
        try:
            found.append(ipaddress.ip_network(part.strip(), strict=False))
        except ValueError as error:
            raise ValueError(part.strip()) from error
    return tuple(found)


def _limits_of(company):
    """Limits and blocked destinations of `ApiSource`."""
    house = limits(*(company[name] for name in LIMIT_FIELDS))
    total = limits(company.call_total_channels, company.call_total_rate, company.call_total_day_limit, 0, 0)
    counted = [house.channels, house.rate, house.day, house.distinct, total.channels, total.rate]
    return house, total, [bool(limit) for limit in counted], frozenset(company.call_blocked_destination_ids.ids)


def is_admitted(networks, address):
    """Whether an address is in one of the networks, or there are none.

    :param str address: as a request has it, maybe nothing
    """
    if not networks:
        return True
    try:
        found = ipaddress.ip_address(address or "")
    except ValueError:
        return False
    found = getattr(found, "ipv4_mapped", None) or found
    return any(found in network for network in networks)
