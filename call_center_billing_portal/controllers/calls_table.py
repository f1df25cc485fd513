"""Pages that list calls with their totals."""

from odoo.http import request

from odoo.addons.portal.controllers.portal import pager as portal_pager

from .page import AccountPage


class CallsTable(AccountPage):
    """Reads calls with all rights, so every search is by a domain that the caller vouches for."""

    def _prepare_calls_values(self, domain, order, page, url, url_args, timezone):
        """One page of the calls in `domain`, and the totals of all of them."""
        calls_sudo = request.env["call.record"].sudo()
        totals = calls_sudo._get_portal_totals(domain)
        step = self._items_per_page
        pager = portal_pager(url=url, total=totals["calls"], page=page, step=step, url_args=url_args)
        page_sudo = calls_sudo.search(domain, order=order, limit=step, offset=pager["offset"])
        rows = [call_sudo._prepare_portal_row(timezone) for call_sudo in page_sudo]
        return {"rows": rows, "groups": [("", rows)], "totals": totals, "pager": pager, "timezone": timezone}

    def _get_calls_timezone(self, partner, company=None):
        """The user's time zone; without one, or without a login, that in which the account is billed."""
        return request.env.user.tz or partner.sudo()._call_timezone(company or request.env.company)
