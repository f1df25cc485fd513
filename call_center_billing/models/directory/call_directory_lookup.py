"""Evidence: what a directory was asked, what it answered, when, and what that cost."""

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...fields import Micro
from .call_directory import MANAGER

#: characters of an answer that are kept
KEPT = 16_000


class CallDirectoryLookup(models.Model):
    """One request to one directory. After a time only what it cost is left: number, answer and name are removed."""

    _name = "call.directory.lookup"
    _description = "Directory Look-Up"
    _inherit = ["call.directory.subscriber"]
    _order = "id desc"
    _rec_name = "number"

    directory_id = fields.Many2one("call.directory", required=True, readonly=True, ondelete="restrict")
    company_id = fields.Many2one("res.company", required=True, readonly=True, index=True)
    number = fields.Char(readonly=True, index="btree_not_null")
    source_id = fields.Many2one("call.source", readonly=True, ondelete="set null")
    task_id = fields.Many2one("call.directory.task", readonly=True, index="btree_not_null", ondelete="set null")
    partner_id = fields.Many2one(
        "res.partner", string="Account Opened", readonly=True, index="btree_not_null", ondelete="set null"
    )
    trial = fields.Boolean(readonly=True, help="A manager tried the directory.")
    asked_at = fields.Datetime(readonly=True, required=True, index=True)
    duration_ms = fields.Integer(string="Milliseconds", readonly=True)
    request = fields.Char(string="Asked", readonly=True)
    status = fields.Integer(string="HTTP Status", readonly=True, help="0: there was no answer by HTTP.")
    outcome = fields.Selection(
        [
            ("found", "Found"),
            ("incomplete", "Incomplete"),
            ("none", "Unknown number"),
            ("secret", "Secret"),
            ("error", "Error"),
            ("timeout", "No answer in time"),
        ],
        readonly=True,
        required=True,
    )
    reason = fields.Selection(
        [
            ("ambiguous", "Several subscribers"),
            ("credentials", "Account and key not accepted"),
            ("payment", "Our money there is used up"),
            ("quota", "Asked too often"),
            ("redirect", "It is elsewhere now"),
            ("server", "Its own trouble"),
            ("status", "Unexpected HTTP status"),
            ("too_large", "Answer too large"),
            ("encoding", "Answer in a wrong encoding"),
            ("not_json", "Answer is no JSON"),
            ("shape", "Not what this directory answers"),
            ("connection", "No connection"),
            ("settings", "Address, headers or paths cannot be used"),
        ],
        readonly=True,
    )
    retry_after = fields.Integer(readonly=True, help="Seconds for which it does not want to be asked.")
    # may say more than clerks need to know, such as whose a secret number is
    answer = fields.Text(readonly=True, groups=MANAGER, help="As it came; very long ones are cut off.")
    valid_until = fields.Datetime(readonly=True, help="Until then it is not asked about this number again.")
    cost = Micro(readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True, ondelete="restrict")
    purged_on = fields.Date(string="Emptied On", readonly=True, help="When number, answer and name were removed.")

    _cached = models.Index("(directory_id, number, valid_until) WHERE valid_until IS NOT NULL")
    _latest = models.Index("(directory_id, id DESC)")
    _daily = models.Index("(directory_id, asked_at)")
    _expiring = models.Index("(company_id, asked_at) WHERE purged_on IS NULL")

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        """Nobody deletes evidence; retention empties it."""
        raise UserError(self.env._("Look-ups are evidence. They are emptied when their time is over."))
