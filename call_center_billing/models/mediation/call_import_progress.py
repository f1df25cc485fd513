"""How far the reading of a file has come, for whoever waits for it."""

import time

from odoo import SUPERUSER_ID, api, fields, models

#: seconds between two notes
PACE = 1.0
KILOBYTE = 1024


class CallImportProgress(models.Model):
    """One note an import, in a table of its own.

    Reading is one transaction, of which nobody sees anything before its end. So the note is written over another
    connection; were it in the import's own row, the reading's last write to that row would collide with it.
    """

    _name = "call.import.progress"
    _description = "Progress of an Import"
    _log_access = False

    import_id = fields.Many2one("call.import", required=True, readonly=True, ondelete="cascade")
    company_id = fields.Many2one(related="import_id.company_id", store=True)
    read_size = fields.Integer(string="Read (kB)", readonly=True)
    line_count = fields.Integer(string="Lines Read", readonly=True)
    seconds = fields.Float(readonly=True, help="Since the reading began.")

    _one_note = models.UniqueIndex("(import_id)", "An import has one note of its progress.")


class Counted:
    """Chunks of a file on their way to whoever reads them, with a note of how many went by.

    :param registry: of the database; notes are written over connections of its own
    :param int import_id: whose note it is, which is there already
    :param position: function that tells how many bytes of the file have been read
    """

    def __init__(self, registry, import_id, chunks, position):
        self.registry, self.import_id, self.chunks, self.position = registry, import_id, chunks, position
        self.lines = 0
        self.begun = self.noted = time.monotonic()

    def __iter__(self):
        for chunk in self.chunks:
            yield chunk
            # counted when the next one is asked for: what was read until then has been rated and stored
            self.lines += chunk.count(b"\n")
            if time.monotonic() - self.noted >= PACE:
                self.note()

    def note(self):
        """Write the note."""
        self.noted = time.monotonic()
        vals = {
            "read_size": self.position() // KILOBYTE,
            "line_count": self.lines,
            "seconds": self.noted - self.begun,
        }
        with self.registry.cursor() as cr:
            notes = api.Environment(cr, SUPERUSER_ID, {})["call.import.progress"]
            notes.search([("import_id", "=", self.import_id)]).write(vals)
