"""How a source's files are read: the dialect, and their bytes as lines of it."""

from odoo import fields, models
from odoo.exceptions import UserError

from ...cdr import DIALECTS, FileRefused
from ...cdr.encoding import in_utf8
from ...deck import DEFAULT_LIMITS, DeckRefused
from ..deck.deck_texts import refusal
from .workbook_lines import MAGIC, csv_chunks, open_workbook, sheet_rows

DESCRIBED = "mapped_csv"


class WorkbookRefused(FileRefused):
    """A workbook that cannot be read. :ivar deck.DeckRefused error: why"""

    def __init__(self, error):
        super().__init__(error.reason)
        self.error = error


class CallSource(models.Model):
    """What an import asks its source for."""

    _inherit = "call.source"

    dialect = fields.Selection(
        selection_add=[
            ("radius_detail", "RADIUS accounting detail"),
            ("vicidial_closer_log", "VICIdial vicidial_closer_log"),
            ("vicidial_agent_log", "VICIdial vicidial_agent_log"),
            (DESCRIBED, "Any other file of columns (CSV, XLSX)"),
        ],
        ondelete=dict.fromkeys(
            ("radius_detail", "vicidial_closer_log", "vicidial_agent_log", DESCRIBED), "set default"
        ),
    )
    mapping_ids = fields.One2many("call.source.mapping", "source_id", string="Description of Files", copy=True)

    def _reader(self):
        """The dialect of the source's files.

        :rtype: cdr.Dialect
        :raise UserError: a person must describe the files first, and has not, or not wholly
        """
        self.ensure_one()
        if self.dialect != DESCRIBED:
            return DIALECTS[self.dialect]
        if not self.mapping_ids:
            raise UserError(
                self.env._(
                    "The files of %(name)s are not described yet: choose “Describe the Files” on the source.",
                    name=self.name,
                )
            )
        return self.mapping_ids._reader()

    def _line_chunks(self, chunks):
        """The bytes of a file as bytes of lines in UTF-8: those of a workbook become CSV.

        :param chunks: iterable of bytes
        :raise WorkbookRefused: a workbook that cannot be read, or is too large; when its lines are asked for
        """
        if self.dialect != DESCRIBED:
            return chunks
        return self._described_chunks(iter(chunks), self._reader().layout)

    def _described_chunks(self, chunks, layout):
        first = next(chunks, b"")
        if not first.startswith(MAGIC):
            yield from in_utf8(_with_first(first, chunks), layout.encoding)
            return
        try:
            book = open_workbook(_joined(first, chunks))
            yield from csv_chunks(sheet_rows(book, layout.sheet), layout.delimiter)
        except DeckRefused as error:
            raise WorkbookRefused(error) from error

    def action_describe(self):
        """What the columns of the source's files are."""
        self.ensure_one()
        if not self.mapping_ids:
            self.env["call.source.mapping"].create({"source_id": self.id})
        return self.mapping_ids._get_records_action(name=self.env._("Files of %(name)s", name=self.name))


class CallImport(models.Model):
    """Why a workbook was turned away."""

    _inherit = "call.import"

    def _refusal(self, error):
        if isinstance(error, WorkbookRefused):
            return refusal(self.env, self.name, error.error)
        return super()._refusal(error)


def _with_first(first, chunks):
    yield first
    yield from chunks


def _joined(first, chunks):
    """A workbook can only be read whole; no more of it is kept than one may have."""
    parts, size = [first], len(first)
    for chunk in chunks:
        parts.append(chunk)
        size += len(chunk)
        if size > DEFAULT_LIMITS.size:
            raise DeckRefused("too_large")
    return b"".join(parts)
