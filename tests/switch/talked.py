"""How long did a call last? From sipp's short messages: from the answer to our or their INVITE to the next BYE.

talked.py FILE [last]: of the first call in the file, or of the last.
"""

import sys
from pathlib import Path


def moments(lines):
    """(moment in seconds, Call-ID, method of CSeq, first line) of each message."""
    for line in lines:
        fields = line.rstrip("\n").split("\t")
        if len(fields) == 7:
            yield float(fields[2]), fields[4], fields[5].split()[-1], fields[6]


def talks(lines):
    """Seconds of each call that was answered and has ended, in the order of their answers."""
    begun, ended = {}, {}
    for moment, call, method, first in moments(lines):
        if method == "INVITE" and " 200 " in first:
            begun.setdefault(call, moment)
        elif first.startswith("BYE "):
            ended.setdefault(call, moment)
    return [ended[call] - moment for call, moment in begun.items() if call in ended]


if __name__ == "__main__":
    found = talks(Path(sys.argv[1]).read_text().splitlines())
    seconds = found[-1 if sys.argv[2:] == ["last"] else 0] if found else None
    print("none" if seconds is None else f"{seconds:.2f}")
