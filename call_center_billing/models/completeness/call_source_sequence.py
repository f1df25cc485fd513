"""Files that are numbered: is one missing?"""

import re

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...fields import Big

#: how switches number their files; `series` tells numberings of one source apart
PATTERNS = {"cisco_cucm": r"^cdr_(?P<series>.+)_\d{12}_(?P<number>\d+)"}
#: where numberings begin anew
FIRST = (0, 1)


class CallSourceSeries(models.Model):
    """How far one numbering of a source's files has come. A cluster has one for each of its nodes."""

    _name = "call.source.series"
    _description = "Numbering of Files"
    _log_access = False

    source_id = fields.Many2one("call.source", required=True, ondelete="cascade", readonly=True)
    name = fields.Char(required=True, readonly=True)
    last_number = Big(readonly=True)

    _one = models.UniqueIndex("(source_id, name)", "There is a numbering of this name already.")


class CallSource(models.Model):
    """Reads the number of a file in its name."""

    _inherit = "call.source"

    sequence_pattern = fields.Char(
        string="Number in File Names",
        compute="_compute_sequence_pattern",
        store=True,
        readonly=False,
        help="Regular expression that finds the running number in a file's name, as its group “number”, or its only "
        "one. A group “series” tells several numberings apart. Empty: files are not numbered.",
    )
    gap_ids = fields.One2many("call.source.gap", "source_id", string="Missing Files")
    gap_count = fields.Integer(string="Gaps", compute="_compute_gap_count", help="Gaps in the numbers of files.")

    @api.depends("dialect")
    def _compute_sequence_pattern(self):
        for source in self:
            source.sequence_pattern = PATTERNS.get(source.dialect, source.sequence_pattern)

    @api.depends("gap_ids.state")
    def _compute_gap_count(self):
        domain = [("source_id", "in", self.ids), ("state", "=", "open")]
        counts = dict(self.env["call.source.gap"]._read_group(domain, ["source_id"], ["__count"]))
        for source in self:
            source.gap_count = counts.get(source._origin, 0)

    @api.constrains("sequence_pattern")
    def _check_sequence_pattern(self):
        for source in self.filtered("sequence_pattern"):
            try:
                pattern = re.compile(source.sequence_pattern)
            except re.error as error:
                raise ValidationError(
                    self.env._(
                        "“%(pattern)s” is no regular expression: %(error)s.",
                        pattern=source.sequence_pattern,
                        error=error.msg,
                    )
                ) from error
            if "number" not in pattern.groupindex and pattern.groups != 1:
                raise ValidationError(
                    self.env._(
                        "“%(pattern)s” must say where the number stands, in brackets: cdr_(\\d+).",
                        pattern=source.sequence_pattern,
                    )
                )

    def action_view_gaps(self):
        """The gaps in the numbers of the source's files."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("call_center_billing.call_source_gap_action")
        return action | {"domain": [("source_id", "=", self.id)], "context": {}}

    def _number_of(self, name):
        """Series and number that a file's name tells; (None, None) if it tells none."""
        found = re.search(self.sequence_pattern, name[:255]) if self.sequence_pattern else None
        groups = found.groupdict() if found else {}
        text = groups.get("number") or (found[1] if found and "number" not in groups else "")
        return (groups.get("series") or "", int(text)) if text and text.isdecimal() else (None, None)

    def _note_number(self, name):
        """Note that the file of this name has come: a gap before it opens, one that it was missing from closes."""
        series_name, number = self._number_of(name)
        if number is None:
            return
        numberings = self.env["call.source.series"]
        series = numberings.search([("source_id", "=", self.id), ("name", "=", series_name)])
        if not series:
            numberings.create({"source_id": self.id, "name": series_name, "last_number": number})
        elif number > series.last_number:
            if number > series.last_number + 1:
                self.gap_ids._open(self, series_name, series.last_number + 1, number - 1)
            series.last_number = number
        elif not self.gap_ids._fill(self, series_name, number) and number in FIRST and self._is_first_of(name):
            series.last_number = number

    def _is_first_of(self, name):
        """Whether no other file of this name has been read: the numbering begins anew, nobody sent it twice."""
        domain = [("source_id", "=", self.id), ("name", "=", name), ("state", "in", ("done", "withdrawn"))]
        return self.env["call.import"].search_count(domain, limit=2) < 2
