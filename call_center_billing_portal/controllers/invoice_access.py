"""Who may see an invoice: by login, or by the link in its mail."""

from urllib.parse import urlencode

from odoo.exceptions import AccessError, MissingError
from odoo.http import request

from .page import AccountPage

#: PostgreSQL's integers end there
LARGEST = 2**31 - 1


def link(url, args):
    """An address with its query; empty values are left out."""
    query = urlencode({key: value for key, value in args.items() if value})
    return f"{url}?{query}" if query else url


class InvoiceAccess(AccountPage):
    """What comes in an address may be anything."""

    def _invoice_of(self, invoice_id, access_token=None):
        """The invoice, with all rights; none if it is not the visitor's to see, or not there.

        :rtype: account.move
        """
        moves_sudo = request.env["account.move"].sudo()
        if invoice_id > LARGEST:
            return moves_sudo
        try:
            return self._document_check_access("account.move", invoice_id, self._invoice_token(access_token))
        except (AccessError, MissingError):
            return moves_sudo

    @staticmethod
    def _invoice_token(access_token):
        """A token that can be compared: others than ASCII cannot."""
        return access_token if access_token and access_token.isascii() else None

    @staticmethod
    def _invoice_args(access_token):
        """What the links of a page repeat for whoever has come by the link in the mail."""
        return {"access_token": access_token} if access_token and access_token.isascii() else {}
