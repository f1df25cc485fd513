"""What the columns of a source's files are."""

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...cdr import MappedCsv, MappingError
from ...cdr.mapping import OUTCOMES, SERVICES, SEVERAL
from ..deck.file_sample import DELIMITER_LABELS, DELIMITERS, ENCODING_LABELS
from ..tariff.call_rate_unit import SERVICES as SERVICE_LABELS

SERVICE_HELP = "Words of the column Service that mean this, commas between them; their case does not matter."
WORDS_HELP = "Words of the column Outcome that mean this, commas between them; their case does not matter."


class CallSourceMapping(models.Model):
    """A description of files that no switch of ours writes: CSV or XLSX, a call a row."""

    _name = "call.source.mapping"
    _description = "Columns of Files"
    _inherit = ["mail.thread"]
    _rec_name = "source_id"

    source_id = fields.Many2one("call.source", required=True, readonly=True, ondelete="cascade")
    company_id = fields.Many2one(related="source_id.company_id", store=True, index=True)
    column_ids = fields.One2many("call.source.mapping.column", "mapping_id", string="Columns", copy=True)
    header = fields.Boolean(string="First Line Names the Columns", default=True, tracking=True)
    delimiter = fields.Selection(
        DELIMITER_LABELS, default="comma", required=True, tracking=True, help="What stands between the cells."
    )
    encoding = fields.Selection(ENCODING_LABELS, default="utf-8", required=True, tracking=True)
    sheet = fields.Char(tracking=True, help="Of a workbook. Empty: its first sheet.")
    date_form = fields.Selection(
        [
            ("auto", "2026-11-22 03:22:52 or 22/11/2026 03:22:52"),
            ("epoch", "Seconds since 1970"),
            ("own", "Another form"),
        ],
        string="Dates Are",
        default="auto",
        required=True,
        tracking=True,
    )
    date_format = fields.Char(
        string="Form of Dates",
        tracking=True,
        help="Of %Y %y (year), %m %b %B (month), %d (day), %H %I %p %M %S (time), %f: %m/%d/%Y %I:%M:%S %p reads "
        "11/22/2026 03:22:52 AM.",
    )
    length_form = fields.Selection(
        [("seconds", "Seconds"), ("minutes", "Minutes"), ("clock", "HH:MM:SS")],
        string="Lengths Are",
        default="seconds",
        required=True,
        tracking=True,
        help="Seconds and minutes may have decimals; the whole is rounded up to seconds.",
    )
    decimal = fields.Selection(
        [(".", "Point: 1.5"), (",", "Comma: 1,5")], string="Decimal Mark", default=".", required=True, tracking=True
    )
    answered = fields.Char(tracking=True, help=WORDS_HELP)
    no_answer = fields.Char(tracking=True, help=WORDS_HELP)
    busy = fields.Char(tracking=True, help=WORDS_HELP)
    failed = fields.Char(tracking=True, help=WORDS_HELP)
    denied = fields.Char(string="Refused by the Switch", tracking=True, help=WORDS_HELP)

    service = fields.Selection(
        SERVICE_LABELS,
        string="Rows Are",
        default="voice",
        required=True,
        tracking=True,
        help="What every row is, unless a column says so row by row.",
    )
    volume = fields.Selection(
        [("octets", "Octets"), ("kilobytes", "Kilobytes (1,000)"), ("megabytes", "Megabytes (1,000,000)")],
        string="Data Is In",
        default="octets",
        required=True,
        tracking=True,
        help="Kilobytes and megabytes may have decimals; the whole is rounded up to octets.",
    )
    service_voice = fields.Char(string="Calls", tracking=True, help=SERVICE_HELP)
    service_message = fields.Char(string="Text Messages", tracking=True, help=SERVICE_HELP)
    service_data = fields.Char(string="Data", tracking=True, help=SERVICE_HELP)
    service_agent = fields.Char(string="Agent Time", tracking=True, help=SERVICE_HELP)

    has_outcome = fields.Boolean(compute="_compute_has")
    has_service = fields.Boolean(compute="_compute_has")
    has_data = fields.Boolean(compute="_compute_has")

    _source_unique = models.Constraint("UNIQUE (source_id)", "The files of this source are described already.")

    @api.depends("source_id.name")
    def _compute_display_name(self):
        for mapping in self:
            mapping.display_name = self.env._("Files of %(name)s", name=mapping.source_id.name or "")

    @api.depends("column_ids.field_name", "service")
    def _compute_has(self):
        for mapping in self:
            chosen = mapping.column_ids.mapped("field_name")
            mapping.has_outcome = "disposition" in chosen
            mapping.has_service = "service" in chosen
            mapping.has_data = mapping.has_service or mapping.service == "data"

    def _reader(self):
        """The dialect that the description makes.

        :rtype: cdr.MappedCsv
        :raise UserError: what is missing or wrong
        """
        self.ensure_one()
        try:
            return MappedCsv(self._engine_mapping())
        except MappingError as error:
            raise UserError(self._fault_text(error)) from error

    def _engine_mapping(self):
        """The description as `cdr.mapping` has it.

        :rtype: dict[str, object]
        :raise UserError: two columns for a field that has one
        """
        columns, constants = self._chosen()
        words = {outcome: self._words(outcome) for outcome in OUTCOMES} if "disposition" in columns else {}
        services = {name: self._words(f"service_{name}") for name in SERVICES} if "service" in columns else {}
        return {
            "columns": {field: found if len(found) > 1 else found[0] for field, found in columns.items()},
            "constants": {field: text for field, text in constants.items() if field not in columns},
            "delimiter": DELIMITERS[self.delimiter],
            "header": self.header,
            "encoding": self.encoding,
            "sheet": self.sheet or "",
            "date": (self.date_format or "") if self.date_form == "own" else self.date_form,
            "length": self.length_form,
            "decimal": self.decimal,
            "dispositions": {outcome: said for outcome, said in words.items() if said},
            "service": self.service,
            "services": {name: said for name, said in services.items() if said},
            "volume": self.volume,
        }

    def _chosen(self):
        """The columns of each field, and what is the same for all rows: {field: [column]}, {field: text}.

        :raise UserError: two columns for a field that has one
        """
        columns, constants = {}, {}
        for column in self.column_ids.sorted("position"):
            if column.position and column.field_name:
                place = column._engine_column() if self.header else column.position
                columns.setdefault(column.field_name, []).append(place)
            elif column.field_name and column.constant:
                constants[column.field_name] = column.constant
        for field, found in columns.items():
            if len(found) > 1 and field not in SEVERAL:
                label = self.column_ids._field_label(field)
                raise UserError(self.env._("Two columns are chosen for “%s”: a field has one column.", label))
        return columns, constants

    def _words(self, field):
        return [word.strip() for word in (self[field] or "").split(",") if word.strip()]

    def _fault_text(self, error):
        """What a person must do about a description that describes no file.

        :param cdr.MappingError error: names the key at fault
        """
        part, _dot, field = error.key.partition(".")
        if part == "columns" and field:
            label = self.column_ids._field_label(field)
            if error.reason == "missing":
                return self.env._("Choose the column that has: %s.", label)
            return self.env._("The column for “%s” cannot be used.", label)
        texts = {
            "columns": self.env._("Choose what each column is."),
            "constants": self.env._(
                "Only numbers, account code, trunk, agent and queue can be the same for all rows; a call has a start "
                "and a length of its own."
            ),
            "date": self.env._(
                "The form of dates “%s” does not tell date and time to the minute. Write it as %%Y-%%m-%%d %%H:%%M.",
                self.date_format or "",
            ),
            "dispositions": self.env._(
                "Give the words of the column Outcome for answered, not answered, … calls; or leave that column out: "
                "calls with a talk time were answered then."
            ),
            "services": self.env._(
                "Give the words of the column Service for calls, messages, data or agent time; or leave that column "
                "out and say what all rows are."
            ),
        }
        return texts.get(part) or self.env._("%(what)s cannot be used.", what=error.key)
