"""Import batches: one file of call records, and what became of each of its lines."""

import hashlib
from itertools import chain

from psycopg2.errors import ExclusionViolation, UniqueViolation

from odoo import api, fields, models
from odoo.exceptions import ConcurrencyError, UserError
from odoo.sql_db import Cursor

from ...cdr import FileRefused
from ...fields import Big
from .bulk.bulk_pipeline import BulkPipeline
from .pipeline import Pipeline

#: files up to this size are kept with their import, for evidence
KEPT_SIZE = 32 * 1024 * 1024
CHUNK = 1024 * 1024
#: bytes of a file that is read call by call: for so few, columns do not pay
FEW = 32 * 1024


class SourceBusy(UserError):
    """Another import of the source is under way."""


class CallImport(models.Model):
    """One file. Control totals: lines = stored + duplicates + refused + ignored, always.

    Where a record takes several lines, or several share one, a record counts as a line.
    """

    _name = "call.import"
    _description = "Call Import"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "id desc"
    _check_company_auto = True

    name = fields.Char(string="File", required=True, readonly=True)
    source_id = fields.Many2one("call.source", required=True, index=True, ondelete="restrict", readonly=True)
    company_id = fields.Many2one(related="source_id.company_id", store=True)
    state = fields.Selection(
        [
            ("draft", "Not read"),
            ("waiting", "Waiting"),
            ("reading", "Being read"),
            ("done", "Read"),
            ("failed", "Failed"),
            ("withdrawn", "Withdrawn"),
        ],
        default="draft",
        readonly=True,
    )
    checksum = fields.Char(string="SHA-256", readonly=True, index=True)
    previous_id = fields.Many2one("call.import", string="Same File Before", readonly=True)
    attachment_id = fields.Many2one("ir.attachment", string="Original", readonly=True)
    line_count = fields.Integer(string="Lines", readonly=True)
    stored_count = fields.Integer(string="Stored", readonly=True)
    duplicate_count = fields.Integer(string="Duplicates", readonly=True)
    refused_count = fields.Integer(string="Refused Lines", readonly=True)
    ignored_count = fields.Integer(string="Ignored", readonly=True)
    talk_seconds = Big(string="Talk Time", readonly=True, help="Of the calls stored, in seconds.")
    first_call = fields.Datetime(readonly=True, help="When the earliest call of this import began.")
    last_call = fields.Datetime(readonly=True, help="When the latest call of this import began.")
    day_ids = fields.One2many("call.import.day", "import_id", string="Totals by Day")
    reject_ids = fields.One2many("call.reject", "import_id", string="Lines Not Stored")
    rated_count = fields.Integer(string="Rated", compute="_compute_state_counts")
    unrated_count = fields.Integer(string="No Rate", compute="_compute_state_counts")
    unmatched_count = fields.Integer(string="Unknown Number", compute="_compute_state_counts")
    unanswered_count = fields.Integer(string="Unanswered", compute="_compute_state_counts")
    denied_count = fields.Integer(string="Refused", compute="_compute_state_counts")

    _balanced = models.Constraint(
        "CHECK (line_count = stored_count + duplicate_count + refused_count + ignored_count)",
        "Every line of a file must be accounted for.",
    )

    def _compute_state_counts(self):
        groups = self.env["call.record"]._read_group(
            [("import_id", "in", self.ids)], ["import_id", "state"], ["__count"]
        )
        counts = {(batch.id, state): count for batch, state, count in groups}
        for batch in self:
            for state in ("rated", "unrated", "unmatched", "unanswered", "denied"):
                batch[f"{state}_count"] = counts.get((batch.id, state), 0)

    def action_view_calls(self):
        """The calls of this import."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("call_center_billing.call_record_action")
        domain = [("import_id", "=", self.id)]
        if state := self.env.context.get("call_state"):
            domain.append(("state", "=", state))
        return action | {"domain": domain, "context": {}}

    def action_view_rejects(self):
        """The lines of this import that were not stored."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("call_center_billing.call_reject_action")
        return action | {"domain": [("import_id", "=", self.id)], "context": {}}

    @api.private
    def _read_file(self, stream, alone=False):
        """Read the whole file into the call store, in one transaction and bounded memory.

        :param stream: seekable binary file object
        :param bool alone: see `_begin_alone`
        :raise UserError: it is no file of call records, or its source is being imported elsewhere
        """
        self.ensure_one()
        self._lock_source()
        self._recognise(stream)
        self._take_in(iter(lambda: stream.read(CHUNK), b""), alone)

    @api.private
    def _begin_alone(self):
        """Commit, and begin a transaction in which a file may be read beside imports of other sources.

        It sees what others commit meanwhile, so that two sources whose customers are the same need not wait for each
        other. For jobs and commands; what a request does in one transaction stays whole without.

        :return: whether it is so, see `_is_alone`
        """
        self.env.cr.commit()  # pylint: disable=invalid-commit
        if self._is_alone():
            self.env.cr.execute("SET TRANSACTION ISOLATION LEVEL READ COMMITTED")
        return self._is_alone()

    def _is_alone(self):
        """Whether the transaction is one of the database's own: a test's cursor commits nothing."""
        return isinstance(self.env.cr, Cursor)

    def _take_in(self, chunks, alone=False):
        """Add what comes in `chunks` of bytes to this import's calls and totals. Its source must be locked.

        :return: the `Pipeline`, which knows what became of these lines alone
        """
        few, chunks = self._few(chunks)
        pipeline = (Pipeline if few or self.kind == "push" else BulkPipeline)(self, alone)
        try:
            pipeline.run(chunks)
        except FileRefused as error:
            raise UserError(self._refusal(error)) from error
        except (UniqueViolation, ExclusionViolation) as error:
            # an import of another source opened the same customer's statement meanwhile, which this transaction
            # cannot see: Odoo begins such a request again
            raise ConcurrencyError(str(error)) from error
        self.state = "done"
        return pipeline

    @staticmethod
    def _few(chunks):
        """Whether these are few calls, and the chunks once more."""
        chunks, first = iter(chunks), []
        while sum(map(len, first)) < FEW and (chunk := next(chunks, b"")):
            first.append(chunk)
        return sum(map(len, first)) < FEW, chain(first, chunks)

    def _totals(self):
        """The control totals, for the API and the command line."""
        self.ensure_one()
        return {
            "import_id": self.id,
            "lines": self.line_count,
            "stored": self.stored_count,
            "duplicates": self.duplicate_count,
            "refused": self.refused_count,
            "ignored": self.ignored_count,
            "rated": self.rated_count,
            "unrated": self.unrated_count,
            "unmatched": self.unmatched_count,
            "unanswered": self.unanswered_count,
            "denied": self.denied_count,
            "talk_seconds": self.talk_seconds,
        }

    def _lock_source(self):
        """One import per source at a time: two would store the same call twice, or wait for each other."""
        if not self.source_id._try_lock():
            raise SourceBusy(
                self.env._(
                    "Another file of %(name)s is being imported. Try again when it is done.",
                    name=self.source_id.name,
                )
            )

    def _recognise(self, stream):
        """Note the file's checksum, whether it came before, and keep it if it is not too large."""
        digest = hashlib.sha256()
        size = 0
        for chunk in iter(lambda: stream.read(CHUNK), b""):
            digest.update(chunk)
            size += len(chunk)
        self.checksum = digest.hexdigest()
        domain = [("source_id", "=", self.source_id.id), ("checksum", "=", self.checksum), ("state", "=", "done")]
        self.previous_id = self.search(domain, order="id", limit=1)
        stream.seek(0)
        if size <= KEPT_SIZE:
            vals = {"name": self.name, "raw": stream.read(), "res_model": self._name, "res_id": self.id}
            self.attachment_id = self.env["ir.attachment"].create(vals | {"mimetype": "text/csv"})
            stream.seek(0)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_stored(self):
        """Calls keep a bare id of the import that brought them."""
        if self.env["call.record"].sudo().search_count([("import_id", "in", self.ids)], limit=1):
            raise UserError(self.env._("An import that has calls cannot be deleted."))

    def _refusal(self, error):
        texts = {
            "empty": self.env._("%(file)s is empty: there is nothing to import.", file=self.name),
            "binary": self.env._(
                "%(file)s is not a text file. Import the switch's call records as they are, not an archive, "
                "spreadsheet or document.",
                file=self.name,
            ),
            "columns": self.env._(
                "%(file)s is not in the format “%(format)s”: its first line has %(found)s columns. Choose the source "
                "that this file comes from.",
                file=self.name,
                format=self._format_label(),
                found=error.found,
            ),
            "header": self.env._(
                "%(file)s is not in the format “%(format)s”: its first line does not name the columns %(found)s.",
                file=self.name,
                format=self._format_label(),
                found=error.found,
            ),
            "form": self.env._(
                "%(file)s is not in the format “%(format)s”: it begins with “%(found)s”. Choose the source that this "
                "file comes from.",
                file=self.name,
                format=self._format_label(),
                found=error.found,
            ),
        }
        return texts[error.reason]

    def _format_label(self):
        labels = dict(self.source_id._fields["dialect"]._description_selection(self.env))
        return labels[self.source_id.dialect]
