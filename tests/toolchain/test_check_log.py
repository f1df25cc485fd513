"""A warning in Odoo's log fails the tests, unless it is allowed with a reason."""

import pytest

INFO = "2026-01-02 03:04:05,678 42 INFO ccb odoo.modules: 1 module loaded"
WARNING = "2026-01-02 03:04:05,678 42 WARNING ccb odoo.fields: call.record: unknown parameter 'colour'"
ERROR = "2026-01-02 03:04:05,678 42 ERROR ccb odoo.sql_db: bad query"


@pytest.fixture
def check_log(script):
    return script("check_log")


@pytest.mark.parametrize("line", [WARNING, ERROR, ERROR.replace("ERROR", "CRITICAL")])
def test_a_warning_or_worse_is_found(check_log, line):
    assert list(check_log.bad_lines(f"{INFO}\n{line}\n{INFO}", [])) == [(2, line)]


def test_a_message_that_only_speaks_of_errors_is_not(check_log):
    assert not list(check_log.bad_lines(f"{INFO} ERROR WARNING", []))


def test_what_is_allowed_passes_and_the_rest_does_not(check_log):
    allowed = check_log.read_allowed("# somebody else's\nunknown parameter 'colour'\n")
    assert list(check_log.bad_lines(f"{WARNING}\n{ERROR}", allowed)) == [(2, ERROR)]


@pytest.mark.parametrize("text", ["pattern\n", "# reason\nfirst\nsecond\n"])
def test_a_pattern_without_a_reason_is_refused(check_log, text):
    with pytest.raises(ValueError, match="without a reason"):
        check_log.read_allowed(text)


def test_our_own_list_has_reasons(check_log):
    check_log.read_allowed(check_log.ALLOWED.read_text())


def test_exit_code(check_log, tmp_path, capsys):
    log = tmp_path / "odoo.log"
    log.write_text(INFO)
    assert check_log.main([log]) == 0
    log.write_text(ERROR)
    assert check_log.main([log]) == 1
    assert f"{log}:1: {ERROR}" in capsys.readouterr().out


def test_a_missing_log_proves_nothing(check_log, tmp_path):
    assert check_log.main([tmp_path / "none.log"]) == 1
    assert check_log.main([]) == 1
