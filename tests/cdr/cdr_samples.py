"""Reading of samples, and the hostile files that every dialect must stand."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from cdr import DIALECTS, REFUSALS, RULES, Call, Dialect, Fate, Ignored, Reading, Refused, detect, split_lines
from cdr.fields import MAX_SECONDS, has_control
from hypothesis import strategies as st

DATA = Path(__file__).parents[2] / "data" / "cdr"
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
#: a session that ended in 1970, so long and told so late that it began years before
EARLIEST = datetime(1968, 1, 1, tzinfo=UTC) - timedelta(days=2)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def read(dialect: str | Dialect, data: bytes | str, timezone: str = "UTC") -> list[Fate]:
    """All outcomes; whatever the file holds, its lines are each accounted for once."""
    reader = DIALECTS[dialect] if isinstance(dialect, str) else dialect
    raw = data.encode() if isinstance(data, str) else data
    lines = list(split_lines([raw], reader.max_line))
    outcomes = list(reader.read(iter(lines), Reading(timezone, NOW)))
    assert sum(outcome.lines for outcome in outcomes) == len(lines)
    assert all(outcome.lines >= 0 for outcome in outcomes)
    for outcome in outcomes:
        if isinstance(outcome, Call):
            assert 0 <= outcome.talk_seconds <= outcome.duration, outcome
            assert outcome.identity and outcome.started_at.tzinfo is UTC
            assert EARLIEST < outcome.started_at <= NOW + timedelta(days=1), outcome
            assert outcome.duration <= MAX_SECONDS and 0 <= (outcome.quantity or 0) < 1 << 63, outcome
        else:
            assert outcome.reason in (REFUSALS if isinstance(outcome, Refused) else RULES)
        for name, value in outcome._asdict().items():
            if isinstance(value, str) and name != "raw":
                assert not has_control(value), (name, value)  # a database stores it as it is
    return outcomes


def calls(dialect: str | Dialect, data: bytes | str, timezone: str = "UTC") -> list[Call]:
    """The outcomes, all of which must be calls."""
    outcomes = read(dialect, data, timezone)
    assert not [outcome for outcome in outcomes if not isinstance(outcome, Call)]
    return outcomes  # type: ignore[return-value]


def one(dialect: str | Dialect, data: bytes | str, timezone: str = "UTC") -> Call:
    """The only call among the outcomes."""
    [call] = [outcome for outcome in read(dialect, data, timezone) if not isinstance(outcome, Ignored)]
    assert isinstance(call, Call), call
    return call


def refusal(dialect: str | Dialect, data: bytes | str, timezone: str = "UTC") -> tuple[str, str]:
    """Reason and field of the only refusal among the outcomes."""
    [refused] = [outcome for outcome in read(dialect, data, timezone) if isinstance(outcome, Refused)]
    return refused.reason, refused.field


def detected(data: bytes | str) -> list[str]:
    """The dialects that the data fit."""
    return detect(split_lines([data.encode() if isinstance(data, str) else data], 1_048_576))


def hostile(sample: bytes) -> st.SearchStrategy[bytes]:
    """Files that begin like `sample` and go on with its lines cut, joined and changed, and with anything at all."""
    lines = sample.splitlines()
    changed = st.builds(
        lambda line, at, length, new: line[:at] + new + line[at + length :],
        st.sampled_from(lines),
        st.integers(0, max(map(len, lines))),
        st.integers(0, 40),
        st.one_of(
            st.binary(max_size=8), st.sampled_from([b"", b'"', b",", b"\0", b"{", b"}", b"\\u0000", b"-1", b"="])
        ),
    )
    anything = st.one_of(st.binary(max_size=200), st.text(max_size=200).map(str.encode))
    rest = st.lists(st.one_of(st.sampled_from(lines), changed, anything), max_size=8)
    return rest.map(lambda more: b"\n".join([*lines[:2], *more]))
