"""Customers ask to pay an invoice in parts."""

from odoo.exceptions import UserError
from odoo.http import request, route

from .pay import LIST, PayPages


class PayInstalments(PayPages):
    """A request is a draft; a clerk says yes or no."""

    @route("/my/pay/instalments", auth="user", methods=["POST"], **LIST)
    def call_pay_instalments(self, invoice=None, parts=None, **kwargs):
        """Ask for a plan for one of the account's invoices."""
        payer_sudo = request.env.user.partner_id.sudo()
        wanted = self._cast_as_int(invoice)
        move_sudo = payer_sudo._call_open_invoices().filtered(lambda move: move.id == wanted)
        try:
            if not move_sudo:
                raise UserError(request.env._("There is nothing to pay of this invoice."))
            with request.env.cr.savepoint():
                plans_sudo = request.env["call.instalment.plan"].sudo().with_company(move_sudo.company_id)
                plans_sudo._call_ask(move_sudo, payer_sudo, self._cast_as_int(parts) or 0)
        except UserError as error:
            return self._pay_list(payer_sudo, problem=str(error.args[0]))
        return request.redirect("/my/pay#instalments")
