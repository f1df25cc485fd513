"""What do gateways' settlement files say? Rows in one form, and each row that cannot be read with the reason. Pure."""

from .layouts import LAYOUTS, find_layout
from .model import Fault, FileRefused, Mapping, Row
from .reading import Reading, read, read_row

__all__ = ["LAYOUTS", "Fault", "FileRefused", "Mapping", "Reading", "Row", "find_layout", "read", "read_row"]
