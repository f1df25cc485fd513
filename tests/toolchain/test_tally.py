"""The closing line counts every test once, and nothing that went wrong is lost."""

import pytest


def junit(passed=0, failed=0, skipped=0):
    """A JUnit file's text: that many tests of each outcome, each with a name of its own."""
    outcomes = ["<system-out/>"] * passed + ["<failure/>"] * failed + ["<skipped/>"] * skipped
    cases = (f'<testcase classname="c" name="{number}">{what}</testcase>' for number, what in enumerate(outcomes))
    return f"<testsuites><testsuite>{''.join(cases)}</testsuite></testsuites>"


@pytest.fixture
def tally(script, tmp_path, capsys):
    """Exit code and closing line of runs, each (exit code, counts of its JUnit file or None)."""
    main = script("lib/tally").main

    def run(extent, *runs):
        arguments = []
        for number, (code, counts) in enumerate(runs):
            file = tmp_path / f"{number}.xml"
            if counts == "log":
                arguments.append(f"log:{code}")
                continue
            if counts:
                file.write_text(junit(*counts))
            arguments.append(f"{code}:{file}")
        return main(extent, *arguments), capsys.readouterr().out.strip()

    return run


def test_runs_are_added_up(tally):
    assert tally("whole", (0, (4, 0, 1)), (0, (7,)), (0, "log")) == (0, "12 passed, 0 failed, 1 skipped")


def test_failures_and_errors_fail(tally):
    assert tally("whole", (1, (3, 2)), (0, (7,))) == (1, "10 passed, 2 failed")


def test_a_test_with_subtests_is_one_and_fails_with_any_of_them(script, tmp_path):
    file = tmp_path / "subtests.xml"
    case = '<testcase classname="c" name="{}">{}</testcase>'
    cases = [case.format("a", ""), case.format("a", ""), case.format("b", "<failure/>"), case.format("b", "")]
    file.write_text(f"<testsuite>{''.join(cases)}</testsuite>")
    assert str(script("lib/tally").count_file(file)) == "1 passed, 1 failed"


def test_a_dirty_log_fails(tally):
    assert tally("whole", (0, (5,)), (1, "log")) == (1, "5 passed, 1 failed")


def test_a_run_that_died_fails(tally):
    assert tally("whole", (3, None), (0, (7,))) == (1, "7 passed, 1 failed")
    assert tally("whole", (2, (3,))) == (1, "3 passed, 1 failed")


def test_a_run_without_tests_fails_the_whole(tally):
    assert tally("whole", (5, (0,)), (0, (7,))) == (1, "7 passed, 1 failed")


def test_in_a_part_only_if_no_run_has_any(tally):
    assert tally("part", (5, (0,)), (0, (7,))) == (0, "7 passed, 0 failed")
    assert tally("part", (5, (0,)), (5, None)) == (1, "0 passed, 1 failed")
