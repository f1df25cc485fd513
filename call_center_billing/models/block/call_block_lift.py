"""Blocks come to an end by whoever blocked, and what was stays on record."""

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from ..account.credit import CLERK, MANAGER

#: what people change of a manual block that is not over, and of any other block
CHANGEABLE = frozenset({"reason_id", "note", "date_to", "level"})
ALWAYS = frozenset({"note"})


class CallBlock(models.Model):
    """Lifting, and what may be changed."""

    _inherit = "call.block"

    @api.model_create_multi
    def create(self, vals_list):
        """People block by hand; blocks of other causes are made by the rules."""
        blocks = super().create(vals_list)
        if not self.env.su and any(block.cause != "manual" or block.lifted_at for block in blocks):
            raise AccessError(self.env._("Only its own rule makes a block of that cause."))
        return blocks

    def write(self, vals):
        """Refuse to rewrite who was blocked when and why."""
        if not self.env.su:
            names = {name for name in vals if not name.startswith(("message_", "activity_"))}
            for block in self:
                running = block.cause == "manual" and block.state in ("planned", "open")
                if names - (CHANGEABLE if running else ALWAYS):
                    raise UserError(
                        self.env._("Blocks stay on record as they were. Lift this one, and make another if need be.")
                    )
            if vals.get("date_to") and fields.Datetime.to_datetime(vals["date_to"]) < fields.Datetime.now():
                raise ValidationError(self.env._("To end a block now, lift it."))
        return super().write(vals)

    def _lift(self, cause):
        """Lift those among these that have this cause and are not over, and no others.

        :param str cause: a key of `CAUSES`; "manual" wants a clerk, in person
        :return: the blocks that were lifted
        """
        person = self.env.uid != SUPERUSER_ID and self.env.user.has_group(CLERK)
        if cause == "manual" and not person:
            raise AccessError(self.env._("Clerks lift what was blocked by hand."))
        self.check_access("read")
        blocks = self.filtered(lambda block: block.cause == cause and block.state in ("planned", "open"))
        blocks.sudo().write({"lifted_at": fields.Datetime.now(), "lifted_by_id": self.env.uid})
        for block in blocks:
            block._say_lifted()
        return blocks

    @api.model
    def _new_form(self, context):
        """The form of a new block, in a dialogue; `context` says who or what is blocked."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Block"),
            "res_model": "call.block",
            "views": [(False, "form")],
            "target": "new",
            "context": context,
        }

    def action_lift(self):
        """Lift what was blocked by hand."""
        automatic = self.filtered(lambda block: block.cause != "manual")
        if automatic:
            raise UserError(
                self.env._(
                    "%(target)s was blocked by a rule (%(cause)s), and is free as soon as the rule no longer applies.",
                    target=automatic[0].display_name,
                    cause=dict(self._fields["cause"]._description_selection(self.env))[automatic[0].cause],
                )
            )
        self._lift("manual")

    def action_clear_suspicion(self):
        """A manager has looked into the traffic: it was no fraud. That ends the cause of the block."""
        if not self.env.user.has_group(MANAGER):
            raise AccessError(self.env._("Managers decide whether traffic was fraud."))
        self._lift("fraud")

    def _say_blocked(self):
        """Tell the customer's history, or that of the number's owner."""
        text = self.env._(
            "%(target)s blocked: %(reason)s.", target=self.display_name, reason=self.reason_id.display_name
        )
        if self.level != "all":
            text += " " + self.env._("Blocked: %(what)s.", what=self._level_text())
        if self.date_to:
            text += " " + self.env._("Until %(moment)s.", moment=self._moment(self.date_to))
        self._say(f"{text} {self.note or ''}".strip())

    def _level_text(self):
        """What is blocked, in words."""
        return dict(self._fields["level"]._description_selection(self.env))[self.level].lower()

    def _in_words(self):
        """The block in one line: why, by whom, since when."""
        cause = dict(self._fields["cause"]._description_selection(self.env))[self.cause]
        maker = self.sudo().create_uid.display_name if self.cause == "manual" else cause
        reason = self.reason_id.display_name
        if self.level != "all":
            reason = f"{reason}: {self._level_text()}"
        return self.env._(
            "%(reason)s (%(maker)s), since %(moment)s.",
            reason=reason,
            maker=maker,
            moment=self._moment(self.date_from),
        )

    def _say_lifted(self):
        self._say(self.env._("%(target)s may call again: the block is lifted.", target=self.display_name))

    def _moment(self, moment):
        """A moment in words, by the reader's clock."""
        return fields.Datetime.context_timestamp(self, moment).strftime("%Y-%m-%d %H:%M")

    def _say(self, text):
        """Post on the block and on the page of whom it concerns."""
        self.message_post(body=text)
        concerned = self.partner_id
        if self.number:
            owners = self.env["call.number"]._owners(self.company_id, [self.number]).get(self.number, ())
            now = fields.Datetime.now()
            current = [partner for begin, end, _id, partner in owners if begin <= now and not (end and end <= now)]
            concerned = self.env["res.partner"].browse(current)
        for partner in concerned.sudo():
            partner.message_post(body=text)
