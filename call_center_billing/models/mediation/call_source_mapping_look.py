"""A sample file, looked at: what its columns are likely to be."""

import base64
import binascii
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ...cdr.guess import guess
from ...cdr.guess_words import WORDS
from ...deck import DeckRefused
from ...deck.mapping import normal
from ..deck.deck_texts import refusal
from ..deck.file_sample import DELIMITERS, column_examples
from .mapping_sample import COLUMNS, Sample


class CallSourceMapping(models.Model):
    """The sample."""

    _inherit = "call.source.mapping"

    sample = fields.Binary(
        string="Sample File",
        compute="_compute_sample",
        inverse="_inverse_sample",
        help="CSV or XLSX. Only its first lines are kept.",
    )
    sample_name = fields.Char()
    head = fields.Text(string="First Lines", copy=False, help="The beginning of the sample, as the system keeps it.")
    is_workbook = fields.Boolean(compute="_compute_sheets")
    sheet_names = fields.Char(string="Sheets", compute="_compute_sheets")

    def _compute_sample(self):
        self.sample = False

    @api.depends("head")
    def _compute_sheets(self):
        for mapping in self:
            sample = Sample.of_text(mapping.head)
            mapping.is_workbook = bool(sample and sample.sheets)
            mapping.sheet_names = ", ".join(sample.sheets) if sample else False

    def _inverse_sample(self):
        """What was uploaded otherwise than on the form, where the columns are there already."""
        for mapping in self.filtered("sample"):
            sample = mapping._sample_of_upload()
            if sample.to_text() != mapping.head:
                mapping.write(mapping._looked_at(sample))

    @api.onchange("sample")
    def _onchange_sample(self):
        if self.sample:
            self.update(self._looked_at(self._sample_of_upload()))

    @api.onchange("header", "delimiter", "encoding", "sheet")
    def _onchange_form(self):
        if sample := Sample.of_text(self.head):
            self.column_ids = self._column_commands(sample)

    @api.autovacuum
    def _gc_samples(self):
        """A sample holds numbers of third parties: it goes when theirs are hidden in the calls."""
        for company in self.env["res.company"].search([("call_hide_days", ">", 0)]):
            before = fields.Datetime.now() - timedelta(days=company.call_hide_days)
            domain = [("company_id", "=", company.id), ("head", "!=", False), ("write_date", "<", before)]
            mappings = self.search(domain)
            mappings.write({"head": False})
            mappings.column_ids.write({"examples": False})

    def _sample_of_upload(self):
        """
        :raise UserError: the file is of no use
        """
        try:
            return Sample.of_file(base64.b64decode(self.sample))
        except DeckRefused as error:
            raise UserError(refusal(self.env, self.sample_name or self.env._("The file"), error)) from error
        except binascii.Error as error:
            raise UserError(self.env._("The file did not arrive whole. Choose it again.")) from error

    def _looked_at(self, sample):
        """The values that a sample brings: its first lines and columns; all choices, if there were none before."""
        if any(column.field_name for column in self.column_ids):
            return {"head": sample.to_text(), "column_ids": self._column_commands(sample)}
        encoding, delimiter = sample.guess_form()
        sheet, found = self._guessed_sheet(sample, encoding, DELIMITERS[delimiter])
        known = found.date in ("auto", "epoch")
        vals = {
            "head": sample.to_text(),
            "encoding": encoding,
            "delimiter": delimiter,
            "sheet": sheet,
            "header": found.header,
            "date_form": found.date if known else "own",
            "date_format": False if known else found.date,
            "length_form": found.length,
            "decimal": found.decimal,
            **{outcome: ", ".join(found.dispositions.get(outcome, ())) or False for outcome in WORDS},
        }
        self.update(vals)
        return vals | {"column_ids": self._column_commands(sample)}

    @staticmethod
    def _guessed_sheet(sample, encoding, delimiter):
        """The sheet on which most columns are known (False for the first, and for a text), and what they are."""
        guesses = {name: guess(sample.rows(encoding, delimiter, name)) for name in sample.sheets or (False,)}
        best = max(guesses, key=lambda name: len(guesses[name].columns))
        return best if best != next(iter(guesses)) else False, guesses[best]

    def _column_commands(self, sample):
        """The columns anew; those known stay what they were. If none is known, what they are is guessed."""
        rows = sample.rows(self.encoding, DELIMITERS[self.delimiter], self.sheet)
        width = min(max((len(row) for row in rows), default=0), COLUMNS)
        heads = [*(rows[0] if self.header and rows else ()), *[""] * width][:width]
        examples = column_examples(width, rows[1:] if self.header else rows)
        known = self._known_fields(heads)
        if not any(known) and self.header:
            places = guess(rows).columns.items()
            known = [next((field for field, found in places if place in found), False) for place in range(width)]
        constants = self.column_ids.filtered(lambda column: not column.position)
        vals_list = [
            {"position": place + 1, "header": head, "examples": examples[place], "field_name": known[place]}
            for place, head in enumerate(heads)
        ]
        vals_list += [{"field_name": column.field_name, "constant": column.constant} for column in constants]
        return [Command.clear(), *(Command.create(vals) for vals in vals_list)]

    def _known_fields(self, heads):
        """What columns with these headings were before: by heading, or by place where there is none."""
        columns = self.column_ids.filtered("position")
        named = {normal(column.header): column.field_name for column in columns if normal(column.header or "")}
        placed = {column.position - 1: column.field_name for column in columns if not normal(column.header or "")}
        texts = [normal(head) for head in heads]
        found = [named.get(text) if text else placed.get(place) for place, text in enumerate(texts)]
        return [field or False for field in found]
