"""The calls that come out of the sample, as one changes what its columns are."""

from datetime import UTC
from itertools import islice

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...cdr import Call, FileRefused, Ignored, Reading, split_lines
from ..deck.file_sample import CLIPPED, DELIMITERS, fault_html, row_html, table_html, warning_html
from .mapping_sample import Sample

SHOWN = 10
WIDEST = 12


class CallSourceMapping(models.Model):
    """The preview."""

    _inherit = "call.source.mapping"

    first_rows = fields.Html(compute="_compute_preview", sanitize=False, help="The first rows of the sample.")
    preview = fields.Html(compute="_compute_preview", sanitize=False, help="What becomes of the sample's lines.")

    @api.depends(
        *("head", "header", "delimiter", "encoding", "sheet", "date_form", "date_format", "length_form", "decimal"),
        *("answered", "no_answer", "busy", "failed", "denied", "column_ids.field_name", "column_ids.constant"),
        *("service", "volume", "service_voice", "service_message", "service_data", "service_agent"),
        *("column_ids.position", "column_ids.header", "source_id"),
    )
    @api.depends_context("lang", "tz")
    def _compute_preview(self):
        for mapping in self:
            sample = Sample.of_text(mapping.head)
            mapping.first_rows = mapping._first_rows_html(sample) if sample else False
            mapping.preview = mapping._preview_html(sample) if sample else False

    def _first_rows_html(self, sample):
        rows = sample.rows(self.encoding, DELIMITERS[self.delimiter], self.sheet)[: SHOWN // 2]
        width = min(max((len(row) for row in rows), default=0), WIDEST)
        return table_html(range(1, width + 1), [row_html(*(cell[:CLIPPED] for cell in row[:width])) for row in rows])

    def _preview_html(self, sample):
        """The first calls and refusals, or why there are none."""
        try:
            dialect = self._reader()
            chunks = sample.chunks(self.encoding, dialect.layout.delimiter, self.sheet)
            now = fields.Datetime.now().replace(tzinfo=UTC)
            fates = dialect.read(split_lines(chunks, dialect.max_line), Reading(self.source_id.timezone or "UTC", now))
            told = list(islice((fate for fate in fates if not isinstance(fate, Ignored)), SHOWN))
        except UserError as error:
            return warning_html(str(error))
        except FileRefused as error:
            return warning_html(self._misfit_text(error))
        if not told:
            return warning_html(self.env._("The sample has no line but that with the names of its columns."))
        return table_html(self._preview_heads(), [self._fate_html(fate) for fate in told])

    def _misfit_text(self, error):
        if error.reason == "header":
            return self.env._("The first line does not name the columns %s: look at the choices above.", error.found)
        if error.reason == "columns":
            return self.env._("The first line has %s columns: look at the delimiter above.", error.found)
        return self.env._("The sample is empty or no text: look at the encoding and the sheet above.")

    def _preview_heads(self):
        return (
            *(self.env._("Line"), self.env._("Calling"), self.env._("Called"), self.env._("Started")),
            *(self.env._("Used"), self.env._("Outcome"), self.env._("Account code"), self.env._("Call ID")),
        )

    def _fate_html(self, fate):
        if not isinstance(fate, Call):
            width = len(self._preview_heads())
            text = self.env["call.reject"]._reason_texts()[fate.reason]
            label = self.column_ids._field_label(fate.field) if fate.field else ""
            return fault_html(fate.line, text.format(field=label, value=fate.value), width)
        outcomes = dict(self.env["call.record"]._fields["outcome"]._description_selection(self.env))
        much = fate.talk_seconds if fate.quantity is None else fate.quantity
        started = fields.Datetime.context_timestamp(self, fate.started_at.replace(tzinfo=None))
        return row_html(
            fate.line,
            self.source_id._numbering(calling=True).normalise(fate.a_number).text or self.env._("withheld"),
            self.source_id._numbering().normalise(fate.b_number).text,
            f"{started:%Y-%m-%d %H:%M:%S %Z}",
            self.env["call.record"]._used_sums_text({fate.service: much}),
            outcomes[fate.outcome],
            fate.account_code,
            fate.identity,
        )
