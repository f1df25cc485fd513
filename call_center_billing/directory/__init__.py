"""Whose number is this? Directories asked by HTTP, and registers read from files.

Pure: it says what to send and what an answer means, and sends nothing; it knows no Odoo, no clock and no chance.

    question = Question("+46701740605", login="caller", secret="key", moment=1795317772, nonce="0123456789abcdef")
    request = ADAPTERS["hitta"].request(question)      # url, headers, and what of it is secret
    understood = understand("hitta", question, answer) # whatever came back: found, none, secret or error
    judge(understood.listing, {"SE"})                  # complete, incomplete, secret or foreign

A register is a CSV file: `look` finds out how it is written, `entries` reads it line by line.
"""

from .adapters import ADAPTERS, Adapter, shown, understand
from .decode import Unreadable, text_of
from .json_http import FIELDS, PLACES, TemplateFault
from .model import REASONS, Answer, Listing, Outcome, Question, Request, Understood
from .numbers import Region, is_e164
from .pointer import PathFault, Pointer
from .register import BadLine, Entry, Layout, RegisterRefused, entries, look
from .text import MASK, masked, plain, storable
from .verdict import NEEDED, Verdict, judge, missing
