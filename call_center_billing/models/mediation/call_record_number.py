"""Who may read which number in full?"""

from odoo import fields, models
from odoo.fields import Domain

WHOLE = "call_center_billing.call_center_billing_group_clerk,call_center_billing.call_center_billing_group_switch"


class CallRecord(models.Model):
    """Called numbers belong to third parties: whoever does not work with single calls sees their beginning."""

    _inherit = "call.record"

    b_number = fields.Char(groups=WHOLE)
    called_number = fields.Char(
        compute="_compute_called_number",
        search="_search_called_number",
        help="Billing clerks see it in full, others without its last digits.",
    )

    def _compute_called_number(self):
        whole = self._sees_whole_numbers()
        for call in self:
            hidden = 0 if whole else call.sudo().company_id.call_mask_digits
            call.called_number = call.sudo()._masked_b_number(hidden)

    def _search_called_number(self, operator, value):
        if not self._sees_whole_numbers():
            # a search would find out the hidden digits one by one
            return Domain.FALSE
        return [("b_number", operator, value)]

    def _compute_display_name(self):
        """Override: with as much of the number as the reader may see."""
        for call in self:
            call.display_name = f"{call.a_number or '?'} → {call.called_number or '?'}"

    def _sees_whole_numbers(self):
        return self.env.su or self.env.user.has_groups(WHOLE)
