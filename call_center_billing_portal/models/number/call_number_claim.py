"""A customer says that a number is its own, and is to show it by a call from there."""

import secrets
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from .call_number import LABEL

#: digits that are entered on the telephone
CODE_DIGITS = 6
LIFETIME = timedelta(minutes=30)
#: claims that wait at a time, and claims within a day
MOST_OPEN = 5
MOST_A_DAY = 20
#: characters of a number as people write it
LONGEST = 40


class CallNumberClaim(models.Model):
    """Whoever claims a number is told the same, whether it is free or another's: only a call from it counts."""

    _name = "call.number.claim"
    _description = "Claim of a Telephone Number"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _rec_name = "number"
    _order = "id desc"

    partner_id = fields.Many2one("res.partner", string="Customer", required=True, readonly=True, index=True)
    company_id = fields.Many2one("res.company", required=True, readonly=True, index=True)
    asked_by_id = fields.Many2one("res.partner", readonly=True, help="The customer's contact.")
    number = fields.Char(string="Telephone Number", required=True, readonly=True, index=True)
    label = fields.Char(readonly=True, help="What the customer calls it.")
    code = fields.Char(required=True, readonly=True, help="To be entered in a call from the number.")
    expires_at = fields.Datetime(string="Until", required=True, readonly=True)
    wrong_count = fields.Integer(string="Wrong Codes", readonly=True, aggregator=None)
    state = fields.Selection(
        [
            ("open", "Waits for the Call"),
            ("verified", "Verified"),
            ("held", "Belongs to Another Account"),
            ("locked", "Too Many Wrong Codes"),
            ("expired", "No Call Came"),
            ("withdrawn", "Withdrawn"),
        ],
        required=True,
        readonly=True,
        default="open",
        index=True,
        tracking=True,
        help="Belongs to another account: the call came with the right code, but somebody else has the number. Ask "
        "both, then move the number or leave it.",
    )
    number_id = fields.Many2one("call.number", string="Added as", readonly=True, ondelete="set null")

    _one_open = models.UniqueIndex("(company_id, partner_id, number) WHERE state = 'open'")

    @api.model
    @api.private
    def _claim(self, partner, raw, label=""):
        """Let a customer claim a number in the company at work; again gives the same claim.

        :param res.partner partner: the account or one of its contacts
        :param str raw: the number as it was typed
        :rtype: call.number.claim
        :raise UserError: it is no telephone number, or there are too many claims
        """
        account, company = partner.commercial_partner_id, self.env.company
        if not company.sudo().call_verify_number:
            raise UserError(self.env._("Numbers are added by us. Tell us which one is yours."))
        if len(raw or "") > LONGEST:
            raise ValidationError(self.env._("That is too long for a telephone number."))
        claims = self.sudo()
        number = self.env["call.number"].sudo()._to_e164(raw or "", account)
        mine = Domain([("partner_id", "=", account.id), ("company_id", "=", company.id)])
        claims.search(mine & Domain([("state", "=", "open"), ("expires_at", "<=", fields.Datetime.now())]))._expire()
        if there := claims.search(mine & Domain([("state", "=", "open"), ("number", "=", number)])):
            return there
        claims._check_few(mine)
        return claims.create(
            {
                "partner_id": account.id,
                "company_id": company.id,
                "asked_by_id": partner.id,
                "number": number,
                "label": " ".join((label or "").split())[:LABEL] or False,
                "code": f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}",
                "expires_at": fields.Datetime.now() + LIFETIME,
            }
        )

    def _check_few(self, mine):
        """
        :raise UserError: the account has claimed enough for now
        """
        if self.search_count(mine & Domain("state", "=", "open"), limit=MOST_OPEN) >= MOST_OPEN:
            raise UserError(self.env._("%s numbers wait for a call already. Withdraw one first.", MOST_OPEN))
        since = fields.Datetime.now() - timedelta(days=1)
        if self.search_count(mine & Domain("create_date", ">", since), limit=MOST_A_DAY) >= MOST_A_DAY:
            raise UserError(self.env._("That is enough for one day. Try again tomorrow, or tell us your numbers."))

    def action_take(self):
        """The number was moved to the customer, or is free now: the claim is settled.

        :raise UserError: somebody else still has it
        """
        for claim in self.filtered(lambda one: one.state == "held"):
            claim.check_access("write")
            if claim.sudo()._take() == "held":
                raise UserError(
                    self.env._(
                        "%(number)s still belongs to another account. Move it to %(customer)s first, or leave it.",
                        number=claim.number,
                        customer=claim.partner_id.display_name,
                    )
                )
            claim.sudo().activity_unlink(["mail.mail_activity_data_todo"])
        return True

    def _withdraw(self):
        """The customer wants it no longer."""
        self.filtered(lambda claim: claim.state == "open").state = "withdrawn"

    def _expire(self):
        self.state = "expired"

    @api.autovacuum
    def _gc_expired(self):
        """Nobody called in time."""
        now = fields.Datetime.now()
        self.sudo().search([("state", "=", "open"), ("expires_at", "<=", now)], limit=1_000)._expire()
