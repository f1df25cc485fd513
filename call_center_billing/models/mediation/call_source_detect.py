"""Does a file look like one of this source?"""

import zlib

from odoo import models

from ...cdr import detect, split_lines
from .call_source_reader import DESCRIBED
from .workbook_lines import MAGIC

#: bytes of a file that are looked at: an indented record of FreeSWITCH has some 20,000
LOOKED_AT = 65_536
#: longest line that any dialect has
MAX_LINE = 1_048_576
GZIP = b"\x1f\x8b"


class CallSource(models.Model):
    """A first look at a file, before it is imported."""

    _inherit = "call.source"

    def _doubt(self, name, head):
        """Why a file may not be this source's.

        :param str name: the file's, for people; :param bytes head: its first `LOOKED_AT` bytes or more
        :return: a sentence; "" if there is nothing to doubt
        """
        self.ensure_one()
        if head.startswith(MAGIC):
            return "" if self.dialect == DESCRIBED else self._workbook_doubt(name)
        labels = self._dialect_labels()
        found = [dialect for dialect in detect(split_lines([_whole_lines(head)], MAX_LINE)) if dialect in labels]
        if self.dialect in found or not (found or self.dialect != DESCRIBED):
            return ""
        if not found:
            return self.env._(
                "%(file)s does not look like the format of %(switch)s (%(format)s), nor like any other known here.",
                file=name,
                switch=self.name,
                format=labels[self.dialect],
            )
        others = self.search([("dialect", "=", found[0]), ("company_id", "=", self.company_id.id)])
        text = self.env._(
            "%(file)s looks like %(found)s, but %(switch)s writes %(format)s.",
            file=name,
            found=labels[found[0]],
            switch=self.name,
            format=labels[self.dialect],
        )
        if others:
            names = ", ".join(others.mapped("name"))
            text += " " + self.env._("Sources of that format: %(names)s.", names=names)
        return text

    def _workbook_doubt(self, name):
        return self.env._(
            "%(file)s is a workbook or an archive. Workbooks are read for sources of the format “%(format)s”.",
            file=name,
            format=self._dialect_labels()[DESCRIBED],
        )

    def _dialect_labels(self):
        return dict(self._fields["dialect"]._description_selection(self.env))


def _whole_lines(head):
    """The first lines, unpacked if they are packed, without one that is cut off."""
    if head.startswith(GZIP):
        try:
            head = zlib.decompressobj(wbits=31).decompress(head, LOOKED_AT)
        except zlib.error:
            return b""
    if len(head) < LOOKED_AT:
        return head
    cut = head[:LOOKED_AT]
    return cut[: cut.rfind(b"\n") + 1] or cut
