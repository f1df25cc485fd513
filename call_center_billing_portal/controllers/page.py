"""What the pages of an account have in common."""

from werkzeug.exceptions import NotFound

from odoo.http import request

from odoo.addons.portal.controllers.portal import CustomerPortal

from ..keyset import place_url

#: how pages are routed that only a logged-in user sees; each adds `call_role=` unless it shows nothing of the account
PAGE = {"type": "http", "auth": "user", "website": True, "sitemap": False, "methods": ["GET"]}
#: the same for what a page sends; a CSRF token is wanted
SEND = {**PAGE, "methods": ["POST"]}


class AccountPage(CustomerPortal):
    """Pages read with all rights; ids that come from outside choose among what is the account's own."""

    @staticmethod
    def _account():
        """The user's account, with all rights."""
        return request.env.user.partner_id.commercial_partner_id.sudo()

    @staticmethod
    def _own(model, record_id, domain):
        """The record with this id, if it is in the domain that the caller gives; with all rights.

        :param record_id: as it came from outside, maybe no number
        :raise NotFound: there is none, or it is another's; nothing tells which
        """
        text = str(record_id)
        found = request.env[model].sudo()
        if text.isdecimal() and text.isascii() and len(text) <= 15:
            found = found.search([("id", "=", int(text)), *domain], limit=1)
        if not found:
            raise NotFound()
        return found

    def _page(self, template, page_name, status=200, **values):
        """A page of this add-on, which no cache keeps.

        :param str template: name of the template, without the add-on's
        """
        values = {**self._prepare_portal_layout_values(), "page_name": page_name, "place_url": place_url, **values}
        response = request.render(f"call_center_billing_portal.{template}", values, status=status)
        response.headers["Cache-Control"] = "no-store"
        return response
