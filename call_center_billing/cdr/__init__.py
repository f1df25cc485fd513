"""What happened? A switch's call detail records (CDRs), turned into one normal form.

Pure: bytes and text in, named tuples out; no Odoo, no files, no clock. A *dialect* knows one switch's file format;
every line of a file becomes exactly one `Call`, `Refused` (cannot be read: why, and which field) or `Ignored`
(read, but by a stated rule not a call of its own).
"""

from .dialect import DIALECTS, Dialect, FileRefused, Reading
from .lines import Line, split_lines
from .model import Call, Ignored, Outcome, Refused
from .numbers import Number, Numbering
