"""What happened? A switch's call detail records (CDRs), turned into one normal form.

Pure: bytes and text in, named tuples out; no Odoo, no files, no clock. A *dialect* knows one switch's file format;
every record becomes exactly one `Call`, `Refused` (cannot be read: why, and which field) or `Ignored` (read, but by a
stated rule not a call of its own).

Every line that is not empty is accounted for exactly once: each outcome says with `lines` how many lines it alone
stands for, and their sum is the number of lines. That is 1 for a record on a line of its own; the number of its lines
for a record that takes several (a block of attributes, a JSON document, the segments of a transferred call); 0 for a
second record on a line that another already stands for. Headers and separators are `Ignored`. A record that takes
several lines comes out where it ends, so the outcomes of such dialects need not be in order of their `line`.
"""

from .detect import detect
from .dialect import DIALECTS, Dialect
from .errors import FileRefused
from .fields import compact
from .lines import Line, split_lines
from .mapped_csv import MappedCsv
from .mapping import MappingError
from .model import REFUSALS, RULES, Call, Fate, Ignored, Outcome, Refused, Service
from .numbers import Number, Numbering, Rules
from .reading import Reading
