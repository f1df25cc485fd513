"""Kinds of callers that a rate may ask for: callers from mobiles, from abroad, from one's own numbers."""

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class CallCallerClass(models.Model):
    """A class of A-numbers, told by how they begin. Among rates of one prefix the longest A-prefix wins."""

    _name = "call.caller.class"
    _description = "Caller Class"
    _order = "name"

    name = fields.Char(required=True, translate=True)
    prefixes = fields.Char(
        required=True,
        help="First digits of the calling numbers, country code first, without +, commas between them: 4670, 4672.",
    )
    active = fields.Boolean(default=True)

    _name_unique = models.Constraint("UNIQUE (name)", "There is a caller class of that name already.")

    @api.constrains("prefixes")
    def _check_prefixes(self):
        for kind in self:
            prefixes = kind._prefix_list()
            for prefix in prefixes:
                if not (prefix.isascii() and prefix.isdigit()) or len(prefix) > 15:
                    raise ValidationError(
                        self.env._(
                            "%(name)s: A-prefix “%(prefix)s” must be 1 to 15 digits, as in 4670.",
                            name=kind.name,
                            prefix=prefix,
                        )
                    )
            if not prefixes or len(set(prefixes)) < len(prefixes):
                raise ValidationError(self.env._("%(name)s needs A-prefixes, each of them once.", name=kind.name))

    def write(self, vals):
        """What published prices rest on does not change."""
        if "prefixes" in vals:
            self._check_unused()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        self._check_unused()

    def _check_unused(self):
        domain = [("caller_class_id", "in", self.ids), ("state", "=", "published")]
        if rate := self.env["call.rate"].sudo().search(domain, limit=1):
            raise UserError(
                self.env._(
                    "%(name)s is used by published prices (%(version)s). Make another class for a new version.",
                    name=rate.caller_class_id.name,
                    version=rate.version_id.display_name,
                )
            )

    def _prefix_list(self):
        self.ensure_one()
        texts = (text.strip().removeprefix("+").removeprefix("00") for text in (self.prefixes or "").split(","))
        return [text for text in texts if text]
