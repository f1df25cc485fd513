"""Files that were never seen though later ones were."""

from odoo import api, fields, models
from odoo.exceptions import AccessError

CLERK = "call_center_billing.call_center_billing_group_clerk"
GAP_ACTIVITY = "call_center_billing.mail_activity_type_gap"


class CallSourceGap(models.Model):
    """A gap in the numbers of files. It closes by itself when the last missing file has come."""

    _name = "call.source.gap"
    _description = "Gap in Files"
    _order = "id desc"

    source_id = fields.Many2one("call.source", required=True, index=True, ondelete="cascade", readonly=True)
    company_id = fields.Many2one(related="source_id.company_id", store=True)
    series = fields.Char(readonly=True, help="Which of the source's numberings, where it has several.")
    missing = fields.Json(
        string="Missing Runs", readonly=True, help="First and last number of each run of missing files."
    )
    numbers = fields.Char(string="Missing Numbers", compute="_compute_numbers")
    missing_count = fields.Integer(string="Missing", compute="_compute_missing_count", store=True)
    state = fields.Selection(
        [("open", "Missing"), ("closed", "Came after all"), ("given_up", "Will not come")],
        default="open",
        required=True,
        readonly=True,
    )
    closed_at = fields.Datetime(string="Settled", readonly=True)
    activity_id = fields.Many2one("mail.activity", readonly=True, ondelete="set null")

    @api.depends("missing")
    def _compute_numbers(self):
        for gap in self:
            runs = gap.missing or []
            gap.numbers = ", ".join(f"{first}–{last}" if first != last else f"{first}" for first, last in runs)

    @api.depends("missing")
    def _compute_missing_count(self):
        for gap in self:
            gap.missing_count = sum(last - first + 1 for first, last in gap.missing or [])

    @api.depends("series", "numbers")
    def _compute_display_name(self):
        for gap in self:
            gap.display_name = f"{gap.series} {gap.numbers}".strip()

    def action_give_up(self):
        """These files will not come: nobody is reminded of them any longer."""
        if not (self.env.su or self.env.user.has_group(CLERK)):
            raise AccessError(self.env._("Only billing clerks may settle gaps."))
        self.check_access("read")
        for gap in self.sudo().filtered(lambda gap: gap.state == "open"):
            gap.source_id.message_post(
                body=self.env._(
                    "Missing files %(files)s: will not come, says %(user)s.",
                    files=gap.display_name,
                    user=self.env.user.name,
                )
            )
            gap._settle("given_up", self.env._("The files will not come."))

    @api.model
    def _open(self, source, series, first, last):
        """Note that files are missing and remind whoever is responsible for the source, once."""
        gap = self.create({"source_id": source.id, "series": series, "missing": [[first, last]]})
        gap.activity_id = source._remind(
            GAP_ACTIVITY,
            self.env._("Files missing: %(files)s", files=gap.display_name),
            self.env._(
                "Later files came, these did not. Ask the switch for them, or say on the gap that they will not come."
            ),
        )

    @api.model
    def _fill(self, source, series, number):
        """A file has come.

        :return: whether it was missing
        """
        domain = [("source_id", "=", source.id), ("series", "=", series), ("state", "=", "open")]
        for gap in self.search(domain):
            for position, (first, last) in enumerate(gap.missing):
                if first <= number <= last:
                    parts = [[first, number - 1], [number + 1, last]]
                    left = [part for part in parts if part[0] <= part[1]]
                    gap.missing = [*gap.missing[:position], *left, *gap.missing[position + 1 :]]
                    gap._filled()
                    return True
        return False

    def _filled(self):
        """Settle the gap if nothing is missing any longer, else say what still is."""
        if not self.missing:
            self._settle("closed", self.env._("The missing files have come."))
        elif self.activity_id:
            self.activity_id.summary = self.env._("Files missing: %(files)s", files=self.display_name)

    def _settle(self, state, feedback):
        activity = self.activity_id
        self.write({"state": state, "closed_at": fields.Datetime.now()})
        if activity.active:
            activity.action_feedback(feedback=feedback)
