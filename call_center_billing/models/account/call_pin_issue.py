"""PINs are made, made anew and withdrawn by clerks; the secret digits are shown once and kept nowhere."""

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .credit import CLERK
from .pin_digest import CODE_DIGITS, digest_of, digits, new_secret

#: codes that are tried before the company is told that it has too many PINs
TRIES = 100


class CallPin(models.Model):
    """What a clerk does with a PIN."""

    _inherit = "call.pin"

    @api.model
    def _issue(self, partner):
        """Give a customer a PIN in the company at work.

        :return: (call.pin, its ten digits)
        :raise UserError: it has one
        """
        self._check_clerk()
        partner = partner.commercial_partner_id
        company = self.env.company
        pins = self.sudo()
        if pins.search_count([*self._valid(company), ("partner_id", "=", partner.id)], limit=1):
            raise UserError(
                self.env._("%(customer)s has a PIN. Reset it to give out another.", customer=partner.display_name)
            )
        code = pins._free_code(company)
        pin = pins.create({"partner_id": partner.id, "company_id": company.id, "code": code})
        whole = pin._renew()
        partner.message_post(body=self.env._("PIN %(code)s issued.", code=code))
        return pin.sudo(False), whole

    def _renew(self):
        """Other secret digits, on the same code. Returns the ten digits."""
        secret = new_secret()
        self.write(
            {
                "digest": digest_of(secret),
                "failed_count": 0,
                "locked_until": False,
                "issued_by_id": self.env.uid,
                "issued_at": fields.Datetime.now(),
            }
        )
        return self.code + secret

    def action_reset(self):
        """Make other secret digits and show them once. The ones before no longer work."""
        self.ensure_one()
        self._check_clerk()
        self.check_access("read")
        if self.revoked_at:
            raise UserError(self.env._("This PIN is revoked. Issue a new one."))
        whole = self.sudo()._renew()
        self.partner_id.message_post(
            body=self.env._("PIN %(code)s reset. The digits before no longer work.", code=self.code)
        )
        return self._show(whole)

    def action_revoke(self):
        """From now on nobody calls by this PIN. Its code is never given to another customer."""
        self._check_clerk()
        self.check_access("read")
        for pin in self.filtered(lambda pin: not pin.revoked_at):
            # nothing is left to compare with
            pin.sudo().write({"revoked_at": fields.Datetime.now(), "digest": False, "locked_until": False})
            pin.partner_id.message_post(body=self.env._("PIN %(code)s revoked.", code=pin.code))

    def _show(self, whole):
        """The dialogue with all ten digits."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("PIN of %(name)s", name=self.partner_id.display_name),
            "res_model": "call.pin.show",
            "views": [(False, "form")],
            "target": "new",
            "context": {
                "default_pin": f"{whole[:CODE_DIGITS]} {whole[CODE_DIGITS:]}",
                "default_customer": self.partner_id.display_name,
            },
        }

    @api.model
    def _free_code(self, company):
        """Six random digits that have named no account of the company yet."""
        for _try in range(TRIES):
            code = digits(CODE_DIGITS)
            if not self.search_count([("company_id", "=", company.id), ("code", "=", code)], limit=1):
                return code
        raise UserError(self.env._("There are no codes left for PINs."))

    @api.model
    def _valid(self, company):
        """The domain of PINs that work."""
        return [("company_id", "=", company.id), ("revoked_at", "=", False)]

    @api.model
    def _check_clerk(self):
        if not (self.env.su or self.env.user.has_group(CLERK)):
            raise AccessError(self.env._("Clerks issue, reset and revoke PINs."))
