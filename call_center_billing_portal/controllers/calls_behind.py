"""Lists of the calls behind something that is charged."""

from werkzeug.exceptions import NotFound

from odoo.http import request

from ..keyset import read_page
from ..models.invoice.account_move_calls import MOST_ADDED
from .invoice_access import link
from .page import AccountPage

#: by what a page of calls begins and ends
KEY = ("started_at", "id")
#: a number or an account name is not longer
LONGEST = 64


class CallsBehind(AccountPage):
    """Reads calls with all rights, so every search is by statement lines that the caller vouches for."""

    def _behind_values(self, lines_sudo, timezone, url, args):
        """The calls of statement lines, newest first, and what each number used.

        :param dict args: the query, with `number` and `place` among it, as they came
        :return: what the template `portal_calls_behind` needs
        """
        calls_sudo = request.env["call.record"].sudo()
        domain = lines_sudo._portal_calls_domain()
        few = sum(lines_sudo.mapped("call_count")) <= MOST_ADDED
        numbers = calls_sudo._get_portal_numbers(domain) if few else []
        number = self._behind_number(numbers, args.get("number"))
        if number:
            domain &= calls_sudo._get_portal_payer_domain(number["number"])
        page = read_page(calls_sudo, domain, KEY, args.get("place"), self._items_per_page)
        shown = [number] if number else numbers
        return {
            "rows": [call_sudo._prepare_portal_row(timezone) | {"id": call_sudo.id} for call_sudo in page.rows],
            "page": page,
            "link": link,
            "page_url": url,
            "page_args": {key: value for key, value in args.items() if key != "place"},
            "numbers": numbers,
            "number": number,
            "many": not few,
            "call_total": sum(each["calls"] for each in shown) if few else sum(lines_sudo.mapped("call_count")),
            "has_reasons": self._account() in lines_sudo.statement_id.partner_id,
            "timezone": timezone,
        }

    @staticmethod
    def _behind_number(numbers, wanted):
        """What is told of the number that was chosen; None if none was.

        :raise NotFound: none of these has made the calls
        """
        if not wanted:
            return None
        found = [each for each in numbers if each["number"] == wanted[:LONGEST]]
        if not found:
            raise NotFound()
        return found[0]

    @staticmethod
    def _behind_timezone(account_sudo, company):
        """The user's time zone; without one, or without a login, that in which the account is billed."""
        return request.env.user.tz or account_sudo._call_timezone(company)
