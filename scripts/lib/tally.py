"""Add up test runs into one closing line: `N passed, N failed`.

    python3 tally.py whole|part EXIT:JUNIT_FILE... [log:EXIT]

A run that found no test has failed; in a part of the tests, only if no run found any.
"""

import sys
from collections import Counter
from typing import NamedTuple
from xml.etree import ElementTree

NO_TESTS = 5  # pytest's exit code


class Count(NamedTuple):
    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other):
        return Count(*(mine + its for mine, its in zip(self, other, strict=True)))

    def __str__(self):
        skipped = f", {self.skipped} skipped" if self.skipped else ""
        return f"{self.passed} passed, {self.failed} failed{skipped}"


def outcome(case):
    """How a <testcase> ended."""
    if case.find("failure") is not None or case.find("error") is not None:
        return "failed"
    return "passed" if case.find("skipped") is None else "skipped"


def count_file(path):
    """What a JUnit file counts. A test with subtests stands in it several times, and is one test."""
    try:
        cases = ElementTree.parse(path).getroot().iter("testcase")
    except (OSError, ElementTree.ParseError):
        return Count()
    outcomes = {}
    for case in cases:
        outcomes.setdefault((case.get("classname"), case.get("name")), set()).add(outcome(case))
    order = ("failed", "passed", "skipped")
    worst = Counter(min(kinds, key=order.index) for kinds in outcomes.values())
    return Count(worst["passed"], worst["failed"], worst["skipped"])


def count_run(code, path, whole):
    if code == NO_TESTS:
        return Count(failed=1 if whole else 0)
    count = count_file(path)
    # pytest ended badly without a failed test: interrupted, an internal error, killed
    return count + Count(failed=1) if code and not count.failed else count


def main(extent, *runs):
    total, tests = Count(), 0
    for run in runs:
        code, _, path = run.partition(":")
        if code == "log":
            total += Count(failed=1) if int(path) else Count(passed=1)
        else:
            count = count_run(int(code), path, extent == "whole")
            total, tests = total + count, tests + sum(count)
    if not tests:
        total += Count(failed=1)
    print(total)
    return 1 if total.failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
