"""Fail if Odoo logged a warning or an error that scripts/log_allowed.txt does not allow.

    python3 check_log.py LOG...

A log that is not there fails too: nothing proves that it would have been clean.
"""

import re
import sys
from pathlib import Path

ALLOWED = Path(__file__).with_name("log_allowed.txt")
BAD_LINE = re.compile(r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} \d+ (WARNING|ERROR|CRITICAL) ")


def read_allowed(text):
    """Patterns, each of which must stand directly below a comment with its reason."""
    patterns, has_reason = [], False
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("#"):
            has_reason = True
        elif line.strip():
            if not has_reason:
                raise ValueError(f"line {number}: a pattern without a reason: {line}")
            patterns.append(re.compile(line))
            has_reason = False
    return patterns


def bad_lines(text, allowed):
    """Number and text of each line that should not be there."""
    for number, line in enumerate(text.splitlines(), 1):
        if BAD_LINE.match(line) and not any(pattern.search(line) for pattern in allowed):
            yield number, line


def main(logs):
    allowed = read_allowed(ALLOWED.read_text(encoding="utf-8"))
    found = 0
    for log in map(Path, logs):
        if not log.is_file():
            print(f"{log}: no such log")
            found += 1
            continue
        for number, line in bad_lines(log.read_text(encoding="utf-8", errors="replace"), allowed):
            print(f"{log}:{number}: {line}")
            found += 1
    return 1 if found or not logs else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
