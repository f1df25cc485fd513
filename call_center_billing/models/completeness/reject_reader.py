"""A refused line is read once more: alone, but as if it stood in its file."""

from datetime import UTC

from odoo import fields

from ...cdr import FileRefused, Reading, Refused, split_lines

#: what a text that is not of the source's format at all is refused for, as a line
AS_LINE = {"empty": "form", "binary": "control", "header": "form"}
#: the line as it came was not kept whole, or not as it was
NOT_AS_IT_CAME = ("too_long", "encoding")


class RejectReader:
    """Reads texts as lines of one import's file, below the headers that stood above them there.

    Not a model: it lives within one transaction.
    """

    def __init__(self, batch):
        source = batch.source_id
        self.dialect = source._reader()
        self.reading = Reading(source.timezone, fields.Datetime.now().replace(tzinfo=UTC))
        headers = batch.env["call.reject"].search(
            [("import_id", "=", batch.id), ("kind", "=", "ignored"), ("reason", "=", "header")], order="line_number"
        )
        self.headers = [(header.line_number, header.raw) for header in headers]

    def fate_of(self, reject):
        """What the line is now.

        :param call.reject reject: with the text as it came, or as it was corrected
        :rtype: cdr.Fate
        """
        text = reject.text or ""
        if reject.reason in NOT_AS_IT_CAME and not reject.corrected:
            return Refused(reject.line_number, text, reject.reason, "", "")
        above = [raw for number, raw in self.headers if number < reject.line_number]
        raw = "\n".join([*above, text]).encode()
        try:
            fates = list(self.dialect.read(split_lines([raw], self.dialect.max_line), self.reading))[len(above) :]
        except FileRefused as error:
            return Refused(reject.line_number, text, AS_LINE.get(error.reason, error.reason), "", error.found)
        if len(fates) != 1:
            return Refused(reject.line_number, text, "records", "", str(len(fates)))
        return fates[0]._replace(line=reject.line_number)
