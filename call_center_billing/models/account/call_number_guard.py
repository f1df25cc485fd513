"""What a number was billed for stays as it was."""

from odoo import models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import format_datetime

#: what, with the period, says whose calls they are
IDENTITY = ("partner_id", "number", "kind", "company_id")


class CallNumber(models.Model):
    """Numbers change hands by ending one ownership and beginning another."""

    _inherit = "call.number"

    def write(self, vals):
        """Refuse what would make calls look as if they had been charged to somebody else."""
        former = [(number, number.partner_id, [number[name] for name in IDENTITY]) for number in self]
        result = super().write(vals)
        if vals.keys() & {*IDENTITY, "valid_from", "valid_to"}:
            for number, partner, identity in former:
                changed = identity != [number[name] for name in IDENTITY]
                number._check_past(partner, Domain.TRUE if changed else number._outside())
        return result

    def _outside(self):
        """The domain of calls that were not made in the number's period."""
        late = Domain("started_at", ">=", self.valid_to) if self.valid_to else Domain.FALSE
        return Domain("started_at", "<", self.valid_from) | late

    def _check_past(self, partner, domain):
        """Refuse if there are such calls that `partner` was charged with by this number."""
        charged = Domain("partner_id", "=", partner.id) | Domain("sub_account_id", "=", partner.id)
        mine = charged & Domain("number_id", "=", self.id)
        call = self.env["call.record"].sudo().search(mine & domain, order="started_at desc", limit=1)
        if call:
            raise ValidationError(
                self.env._(
                    "A call of %(moment)s was charged to %(customer)s by number %(number)s, and stays there. "
                    "End the number's period after it, or move the number to its new owner from then on.",
                    moment=format_datetime(self.env, call.started_at),
                    customer=partner.display_name,
                    number=call.number_id.number,
                )
            )

    def action_move(self):
        """Ask whose these numbers are from now on."""
        action = self.env["ir.actions.act_window"]._for_xml_id("call_center_billing.call_number_move_action")
        return action | {"context": {"default_number_ids": self.ids}}

    def _move(self, partner, moment):
        """End the ownership of these numbers, and begin `partner`'s at the same moment.

        Calls made before stay with the former owner, also those that come in later.

        :param partner: res.partner; its commercial partner gets the numbers
        :param datetime moment: naive UTC
        :return: the new ownerships
        :raise ValidationError: calls have been charged to the owner since, or it was not the owner then
        """
        owner = partner.commercial_partner_id
        heirs = self.browse()
        for number in self.with_context(call_moving=True):
            number._check_movable(owner, moment)
            ends = number.valid_to
            number.valid_to = moment
            heirs += number.copy(
                {
                    "partner_id": owner.id,
                    "valid_from": moment,
                    "valid_to": ends,
                    # what the former owner called it, and paid for it, is not the new owner's
                    "label": False,
                    "pricelist_id": False,
                }
            )
            number._say_moved(owner)
        return heirs.with_env(self.env)

    def _check_movable(self, owner, moment):
        if self.partner_id == owner:
            raise ValidationError(
                self.env._("%(number)s is %(customer)s's already.", number=self.number, customer=owner.display_name)
            )
        if moment <= self.valid_from or (self.valid_to and self.valid_to <= moment):
            raise ValidationError(
                self.env._(
                    "%(number)s is not %(customer)s's at that moment.",
                    number=self.number,
                    customer=self.partner_id.display_name,
                )
            )

    def _say_moved(self, owner):
        """Tell both customers' histories."""
        named = {"number": self.number, "former": self.partner_id.display_name, "owner": owner.display_name}
        text = self.env._("%(number)s moved from %(former)s to %(owner)s.", **named)
        for partner in (self.partner_id, owner):
            partner.message_post(body=text)
