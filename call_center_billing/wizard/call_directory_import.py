"""Load a register from a file, after a look at what is in it."""

import base64
import io
from itertools import islice

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..directory import BadLine, RegisterRefused, entries, look
from ..models.deck.file_sample import fault_html, row_html, table_html, warning_html
from ..models.directory.register_store import CHUNK, RegisterStore

#: lines that the preview goes through, entries and faults that it shows
LOOKED_AT = 100_000
SHOWN = 8
FAULTS = 50
SAMPLE = 65_536


class CallDirectoryImport(models.TransientModel):
    """A CSV file with a header, whose columns are found by their names."""

    _name = "call.directory.import"
    _description = "Load a Register"

    directory_id = fields.Many2one(
        "call.directory",
        string="Register",
        required=True,
        ondelete="cascade",
        domain=[("kind", "=", "register")],
        default=lambda self: self.env.context.get("active_id"),
    )
    file = fields.Binary(attachment=True, help="CSV with a header: number, name, street, postcode, city and more.")
    filename = fields.Char()
    replace = fields.Boolean(
        string="The File Is the Whole Register", help="Entries whose numbers are not in the file are removed."
    )
    preview = fields.Html(compute="_compute_preview", sanitize=False)
    state = fields.Selection([("look", "Look"), ("done", "Done")], default="look")
    result = fields.Html(readonly=True, sanitize=False)

    @api.depends("file", "directory_id")
    def _compute_preview(self):
        for wizard in self:
            wizard.preview = wizard._preview() if wizard.file else False

    def _preview(self):
        """What the file says, and what is wrong with it."""
        data = self._data()
        try:
            layout = look(data[:SAMPLE])
        except RegisterRefused as error:
            return warning_html(self._refusal(error.reason))
        good, bad, count = [], [], 0
        for found in islice(self._read(data, layout), LOOKED_AT):
            if isinstance(found, BadLine):
                bad.append(found)
            else:
                count += 1
                good += [found] if len(good) < SHOWN else []
        said = self.env._("%(count)s entries, %(bad)s lines that cannot be read.", count=count, bad=len(bad))
        if count + len(bad) == LOOKED_AT:
            said += " " + self.env._("These are the first %(count)s lines; there are more.", count=LOOKED_AT)
        if layout.ignored:
            said += " " + self.env._("Columns left out: %(columns)s.", columns=", ".join(layout.ignored))
        return _paragraph(said) + self._faults(bad) + self._sample(good)

    def _sample(self, good):
        env = self.env
        heads = [env._("Line"), env._("Number"), env._("Name"), env._("Street"), env._("Postcode"), env._("City")]
        heads += [env._("Country"), env._("Secret")]
        rows = [
            row_html(
                entry.line,
                entry.number,
                *entry.listing[:5],
                env._("yes") if entry.listing.secret else "",
            )
            for entry in good
        ]
        return table_html(heads, rows) if rows else ""

    def _faults(self, bad):
        heads = [self.env._("Line"), self.env._("Field"), self.env._("What is wrong")]
        labels = dict(self._columns())
        rows = [row_html(fault.line, labels.get(fault.field, ""), self._fault(fault)) for fault in bad[:FAULTS]]
        if len(bad) > FAULTS:
            rows.append(fault_html("…", self.env._("and %(count)s more", count=len(bad) - FAULTS), 3))
        return table_html(heads, rows) if rows else ""

    def action_import(self):
        """Load what can be read; the rest is told."""
        self.ensure_one()
        self.directory_id.check_access("write")
        if not self.file:
            raise UserError(self.env._("Choose a file."))
        data = self._data()
        try:
            layout = look(data[:SAMPLE])
        except RegisterRefused as error:
            raise UserError(self._refusal(error.reason)) from error
        store, bad, chunk = RegisterStore(self.directory_id.sudo()), [], []
        for found in self._read(data, layout):
            (bad if isinstance(found, BadLine) else chunk).append(found)
            if len(chunk) == CHUNK:
                store.add(chunk)
                chunk.clear()
        store.add(chunk)
        self._tell(store.finish(self.replace), bad)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Register Loaded"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
        }

    def _tell(self, counts, bad):
        """Say what became of the file, here and in the register's history."""
        new, changed, same, removed, doubled = counts
        said = self.env._(
            "%(file)s: %(new)s entries new, %(changed)s changed, %(same)s as before, %(removed)s removed; "
            "%(doubled)s lines overridden by a later one for the same number, %(bad)s lines that could not be read.",
            file=self.filename or self.env._("File"),
            new=new,
            changed=changed,
            same=same,
            removed=removed,
            doubled=doubled,
            bad=len(bad),
        )
        self.directory_id.message_post(body=said)
        # the file is personal data, and has done its work
        self.write({"state": "done", "result": _paragraph(said) + self._faults(bad), "file": False})

    def _data(self):
        return base64.b64decode(self.with_context(bin_size=False).file or b"")

    def _read(self, data, layout):
        errors = "replace" if layout.encoding == "utf-16" else "surrogateescape"
        lines = io.TextIOWrapper(io.BytesIO(data), layout.encoding, errors)
        return entries(lines, layout, self.directory_id._region())

    def _refusal(self, reason):
        texts = {
            "empty": self.env._("The file is empty."),
            "binary": self.env._("This is no text file. Save the register as CSV."),
            "header": self.env._("The first line must name the columns: a number and a name at least."),
        }
        return texts[reason]

    def _fault(self, fault):
        """A bad line's fault in words."""
        value = fault.value
        texts = {
            "missing": self.env._("It is missing"),
            "number": self.env._("“%(value)s” is no telephone number", value=value),
            "too_long": self.env._("Too long: %(value)s…", value=value),
            "country": self.env._("“%(value)s” is no country code of two letters", value=value),
            "yes_no": self.env._("“%(value)s” is neither yes nor no", value=value),
            "kind": self.env._("“%(value)s” is neither company nor person", value=value),
            "columns": self.env._("More columns than the header has: %(value)s", value=value),
            "quote": self.env._("A quotation mark is not closed: %(value)s", value=value),
            "encoding": self.env._("The line is not in the file's encoding"),
        }
        return texts[fault.reason]

    def _columns(self):
        return [
            ("number", self.env._("Number")),
            ("name", self.env._("Name")),
            ("street", self.env._("Street")),
            ("zip", self.env._("Postcode")),
            ("city", self.env._("City")),
            ("country", self.env._("Country")),
            ("org_number", self.env._("Organisation Number")),
            ("kind", self.env._("Kind")),
            ("secret", self.env._("Secret")),
        ]


def _paragraph(text):
    return Markup("<p>%s</p>") % text
