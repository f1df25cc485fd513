"""How the decks of one supplier are read; remembered for the next one."""

from itertools import islice

from odoo import fields, models
from odoo.exceptions import UserError

from ...deck import BAND, FIELDS, DeckRefused, Mapping, guess, open_table
from ...deck.mapping import normal
from .deck_texts import BAND_FIELD, refusal
from .file_sample import DELIMITER_LABELS, DELIMITERS, ENCODING_LABELS, column_examples

FIND = "find"
MARKS = {"point": ".", "comma": ","}
LOOKED_AT = 50


class CallDeckMapping(models.Model):
    """Which column is what, and how values are written. A supplier may have several, one per kind of file."""

    _name = "call.deck.mapping"
    _description = "Deck Mapping"
    _order = "write_date desc, id desc"
    _check_company_auto = True

    name = fields.Char(required=True)
    partner_id = fields.Many2one("res.partner", string="Supplier", readonly=True, index=True, ondelete="cascade")
    card_id = fields.Many2one("call.rate.card", string="Rate Card", readonly=True, index=True, ondelete="cascade")
    company_id = fields.Many2one("res.company", readonly=True, index=True)
    confirmed = fields.Boolean(readonly=True, help="Someone has looked at it; the next file that fits is read by it.")
    column_ids = fields.One2many("call.deck.mapping.column", "mapping_id", string="Columns")
    sheet = fields.Char(help="Of an XLSX file. Empty: the first sheet with such a header.")
    header_place = fields.Selection(
        [(FIND, "Look for it"), ("row", "In a certain row"), ("none", "There is none")],
        string="Header",
        default=FIND,
        required=True,
    )
    header_row = fields.Integer(default=1, help="Number of the row with the header, as a spreadsheet counts.")
    delimiter = fields.Selection(
        [(FIND, "Find out"), *DELIMITER_LABELS],
        default=FIND,
        required=True,
        help="What stands between the cells of a CSV file.",
    )
    encoding = fields.Selection(
        [(FIND, "Find out"), *ENCODING_LABELS],
        default=FIND,
        required=True,
    )
    decimal = fields.Selection(
        [(FIND, "Find out"), ("point", "Point: 0.12"), ("comma", "Comma: 0,12")],
        string="Decimal Mark",
        default=FIND,
        required=True,
    )
    date_order = fields.Selection(
        [(FIND, "Find out"), ("dmy", "Day first: 31/12/2026"), ("mdy", "Month first: 12/31/2026")],
        string="Dates",
        default=FIND,
        required=True,
    )
    price_per = fields.Selection(
        [("60", "Per minute"), ("1", "Per second")], string="Prices Are", default="60", required=True
    )
    excess = fields.Selection(
        [("refuse", "Are errors"), ("round", "Are rounded to six")],
        string="More Than Six Decimals",
        default="refuse",
        required=True,
        help="A price that nobody agreed to must not appear by itself: rounding has to be chosen.",
    )
    trunk_zero = fields.Selection(
        [("refuse", "Are errors"), ("strip", "Lose the 0 (Sweden: 08)"), ("keep", "Keep the 0 (Italy: 06)")],
        string="Area Codes with 0",
        default="refuse",
        required=True,
    )
    end_day = fields.Selection(
        [("last", "The last valid day"), ("after", "The day after it")],
        string="“Valid To” Without a Time Is",
        default="last",
        required=True,
    )
    closing = fields.Char(
        string="Words That Close",
        help="More words of the status column that close a destination, commas between them. Closed, blocked, deleted "
        "and the like are known.",
    )

    def _engine_mapping(self):
        """
        :rtype: deck.Mapping
        :raise UserError: two columns for one field
        """
        self.ensure_one()
        columns, constants = {}, {}
        for column in self.column_ids:
            field = column._engine_field()
            if not field:
                continue
            if field in columns or field in constants:
                label = column._field_label()
                raise UserError(self.env._("Two columns are chosen for “%s”: a field has one column.", label))
            if column.position:
                columns[field] = column._engine_column()
            elif column.constant:
                constants[field] = column.constant
        header_rows = {FIND: None, "row": max(self.header_row, 1), "none": 0}
        return Mapping(
            columns,
            constants,
            header_row=header_rows[self.header_place],
            sheet=self.sheet or "",
            delimiter=DELIMITERS.get(self.delimiter, ""),
            encoding="" if self.encoding == FIND else self.encoding,
            decimal=MARKS.get(self.decimal, ""),
            date_order="" if self.date_order == FIND else self.date_order,
            price_per=int(self.price_per),
            excess=self.excess,
            trunk_zero=self.trunk_zero,
            end_day=self.end_day,
            closing=tuple(word.strip() for word in (self.closing or "").split(",") if word.strip()),
        )

    def _fits(self, data):
        """Whether the file has all columns that the mapping reads."""
        mapping = self._engine_mapping()
        if not mapping.columns:
            return False
        try:
            table = open_table(data, mapping)
        except DeckRefused:
            return False
        texts = {normal(text) for text in table.header}
        return all(
            column <= len(table.header) if isinstance(column, int) else normal(column) in texts
            for column in mapping.columns.values()
        )

    def _open(self, name, data):
        """The file as a table, also one whose header tells nothing yet.

        :raise UserError: the file is of no use
        """
        mapping = self._engine_mapping()
        try:
            return open_table(data, mapping)
        except DeckRefused as error:
            if error.reason != "no_header" or mapping.header_row is not None:
                raise UserError(refusal(self.env, name, error)) from error
        self.write({"header_place": "row", "header_row": 1})
        return open_table(data, self._engine_mapping())

    def _look_at(self, name, data, band_names):
        """Take over the columns of a file: those known keep what they are, a new mapping guesses."""
        table = self._open(name, data)
        try:
            rows = (cells for _number, cells in islice(table.rows, LOOKED_AT))
            examples = column_examples(len(table.header), rows)
        except DeckRefused as error:
            raise UserError(refusal(self.env, name, error)) from error
        known = {normal(column.header or ""): column for column in self.column_ids if column.position}
        if not self.column_ids:
            self._guess(table, examples, band_names)
            return
        keep = self.column_ids.filtered(lambda column: not column.position)
        for place, text in enumerate(table.header, 1):
            column = known.get(normal(text)) if normal(text) else self._at(place)
            vals = {"position": place, "header": text, "examples": examples[place - 1]}
            if column and column not in keep:
                column.write(vals)
                keep |= column
            else:
                keep |= self.column_ids.create(vals | {"mapping_id": self.id})
        (self.column_ids - keep).unlink()

    def _at(self, place):
        return self.column_ids.filtered(lambda column: column.position == place)[:1]

    def _guess(self, table, examples, band_names):
        guessed = guess(table.header, band_names)
        places = {}
        for field, column in guessed.columns.items():
            place = column - 1 if isinstance(column, int) else table.header.index(column)
            places[place] = field
        vals_list = []
        for place, text in enumerate(table.header):
            field = places.get(place, "")
            band = field.removeprefix(BAND) if field.startswith(BAND) else False
            vals = {"mapping_id": self.id, "position": place + 1, "header": text, "examples": examples[place]}
            vals_list.append(vals | {"field_name": BAND_FIELD if band else field or False, "band_name": band})
        self.column_ids.create(vals_list)
        ours = table.header and all(text in FIELDS or text.startswith(BAND) for text in table.header)
        self.write(
            {
                "price_per": str(guessed.price_per),
                "trunk_zero": guessed.trunk_zero,
                "end_day": guessed.end_day,
                # a file of our own leaves nothing to be confirmed
                "confirmed": bool(ours),
            }
        )
