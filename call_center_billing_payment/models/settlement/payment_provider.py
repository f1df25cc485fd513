"""Where a gateway's fees and payouts are booked, and how its reports come."""

from odoo import fields, models
from odoo.exceptions import UserError


class PaymentProvider(models.Model):
    """Accounts of one gateway. Empty ones are asked for when a report is booked."""

    _inherit = "payment.provider"

    call_clearing_account_id = fields.Many2one(
        "account.account",
        string="Money at the Gateway",
        check_company=True,
        domain="[('account_type', 'in', ('asset_current', 'asset_cash'))]",
        help="What the gateway holds for us. Not the account of a bank.",
    )
    call_fee_account_id = fields.Many2one(
        "account.account",
        string="Fees of the Gateway",
        check_company=True,
        domain="[('account_type', 'in', ('expense', 'expense_other', 'expense_direct_cost'))]",
        help="The taxes of this account, as reverse charge, are booked with each fee.",
    )
    call_transit_account_id = fields.Many2one(
        "account.account",
        string="Payouts on Their Way",
        check_company=True,
        domain="[('account_type', '=', 'asset_current'), ('reconcile', '=', True)]",
        help="From the payout until the bank's statement has it. Empty: the company's account for transfers.",
    )

    def _call_fetch_report(self, date_from=None, date_to=None):
        """Fetch the gateway's reports of these days: hook for gateways that can be asked.

        Overrides make reports by `call.gateway.report._of` and fill them by `_take`; fetched twice, nothing is added.

        :param date date_from: first day; None: as the gateway sees fit
        :param date date_to: last day
        :return: the `call.gateway.report`s, new or not
        :raise UserError: this gateway cannot be asked, or did not answer
        """
        self.ensure_one()
        raise UserError(
            self.env._("%(name)s cannot be asked for reports. Load its file instead.", name=self.display_name)
        )

    def _call_transit_account(self):
        """Where payouts wait for the bank's statement."""
        self.ensure_one()
        return self.call_transit_account_id or self.company_id.transfer_account_id
