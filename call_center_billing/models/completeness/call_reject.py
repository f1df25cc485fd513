"""Refused lines are corrected and sent through again, or put aside with a reason."""

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...cdr import Ignored, Refused
from ...fields import LooseMany2one
from .reject_reader import RejectReader
from .reject_store import store

CLERK = "call_center_billing.call_center_billing_group_clerk"
#: what people may write; all else is evidence
CORRECTIONS = {"text", "corrected", "note"}


class CallReject(models.Model):
    """The line as it came stays for evidence; what a clerk makes of it stands beside it."""

    _inherit = "call.reject"

    state = fields.Selection(
        [("open", "To correct"), ("resolved", "Resolved"), ("dismissed", "Dismissed")],
        default="open",
        required=True,
        readonly=True,
        help="Resolved: the corrected line was read; it is a call, or one that was there already, or none of its own. "
        "Dismissed: a clerk decided that it is not a call to charge. Lines that were read from the first need neither.",
    )
    corrected = fields.Text(readonly=True)
    text = fields.Text(
        string="Line as It Should Be",
        compute="_compute_text",
        inverse="_inverse_text",
        help="The line as it came, until it is corrected here.",
    )
    note = fields.Char(help="Why the line was put aside.")
    outcome = fields.Selection(
        [("stored", "Became a call"), ("duplicate", "Was there already"), ("ignored", "Not a call of its own")],
        string="Became",
        readonly=True,
    )
    call_id = LooseMany2one("call.record", readonly=True, help="The call that the corrected line is.")
    user_id = fields.Many2one("res.users", string="Resolved By", readonly=True)
    resolved_at = fields.Datetime(string="Resolved", readonly=True)

    _to_correct = models.Index("(import_id) WHERE kind = 'refused' AND state = 'open'")

    def init(self):
        """Imports write their lines below the ORM, which knows the defaults."""
        self.env.cr.execute("ALTER TABLE call_reject ALTER COLUMN state SET DEFAULT 'open'")

    @api.depends("raw", "corrected")
    def _compute_text(self):
        for reject in self:
            reject.text = reject.corrected or reject.raw

    def _inverse_text(self):
        for reject in self:
            reject.corrected = reject.text if reject.text and reject.text != reject.raw else False

    def write(self, vals):
        """People correct and annotate open lines; nothing else about a line can be changed by hand."""
        if not self.env.su:
            if vals.keys() - CORRECTIONS:
                raise AccessError(self.env._("What a file said is kept as it was. Correct the line beside it."))
            self._open_ones(must=True)
        return super().write(vals)

    def action_retry(self):
        """Read these lines again as they have been corrected; what is a call now is stored and charged."""
        self._check_clerk()
        rejects = self._open_ones()
        if not rejects:
            raise UserError(self.env._("None of these lines waits to be corrected."))
        rejects.check_access("write")
        rejects.sudo()._retry()
        return rejects._notice()

    def action_view_call(self):
        """The call that the corrected line is."""
        self.ensure_one()
        return self.call_id._get_records_action()

    def action_replace(self):
        """Correct all of these lines at once, by replacing a piece of text."""
        return self._wizard("call_center_billing.call_reject_replace_action")

    def action_dismiss(self):
        """Put these lines aside."""
        return self._wizard("call_center_billing.call_reject_dismiss_action")

    def _dismiss(self, note):
        """Put the open ones of these lines aside; `note` says why."""
        self._check_clerk()
        rejects = self._open_ones()
        rejects.check_access("write")
        rejects.sudo().write(self._resolution("dismissed") | {"note": note})
        return rejects

    def _retry(self):
        """Read, store and count; what cannot be read keeps its new reason."""
        for batch, rejects in self.grouped("import_id").items():
            batch._lock_source()
            reader = RejectReader(batch)
            readable = []
            for reject in rejects.sorted("line_number"):
                fate = reader.fate_of(reject)
                if isinstance(fate, Refused):
                    reject.write({"reason": fate.reason, "field_name": fate.field, "value": fate.value})
                elif isinstance(fate, Ignored):
                    reject.write(self._resolution("resolved") | {"outcome": "ignored"})
                else:
                    readable.append((reject, fate))
            store(batch, readable)
            batch._settle_refused(rejects.filtered(lambda reject: reject.state == "resolved"))

    def _resolution(self, state):
        return {"state": state, "user_id": self.env.uid, "resolved_at": fields.Datetime.now()}

    def _open_ones(self, must=False):
        """Those that can still be corrected.

        :param bool must: complain if that is not all of them
        """
        rejects = self.filtered(
            lambda reject: (
                reject.kind == "refused" and reject.state == "open" and reject.sudo().import_id.state == "done"
            )
        )
        if must and rejects != self:
            raise UserError(
                self.env._(
                    "Only lines that cannot be read are corrected, and each once. Line %(line)s of %(file)s was read, "
                    "or is settled.",
                    line=(self - rejects)[0].line_number,
                    file=(self - rejects)[0].sudo().import_id.name,
                )
            )
        return rejects

    def _check_clerk(self):
        if not (self.env.su or self.env.user.has_group(CLERK)):
            raise AccessError(self.env._("Only billing clerks may correct lines."))

    def _wizard(self, xml_id):
        if not self._open_ones():
            raise UserError(self.env._("None of these lines waits to be corrected."))
        action = self.env["ir.actions.act_window"]._for_xml_id(xml_id)
        return action | {"context": {"active_model": self._name, "active_ids": self._open_ones().ids}}

    def _notice(self):
        """What became of these lines."""
        resolved = self.filtered(lambda reject: reject.state == "resolved")
        calls = resolved.filtered(lambda reject: reject.outcome == "stored")
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success" if len(resolved) == len(self) else "warning",
                "message": self.env._(
                    "%(calls)s of %(lines)s lines became calls; %(others)s were no new calls; %(refused)s still cannot "
                    "be read.",
                    calls=len(calls),
                    lines=len(self),
                    others=len(resolved) - len(calls),
                    refused=len(self) - len(resolved),
                ),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }
