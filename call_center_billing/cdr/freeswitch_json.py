"""FreeSWITCH's mod_json_cdr: the body it posts, the files it leaves when nobody takes it, or many of them in a row.

A record is a JSON object (plain, over many lines or several on one), or a line `cdr=` with it URL-encoded or in
base64, as encode=true and encode=base64 post it. Values may be URL-encoded as well (encode-values=true).

 * The key is the channel's uuid, without the `a_` that its caller's leg has in names of files and addresses.
 * With log-b-leg=true both legs come. The caller's leg is billed; a leg that another one made (it goes out, and names
   its originator) is ignored, and so are an agent's leg of a queue and the inner end of a loopback.
 * Numbers are those of the caller profile in force at the end, which mod_cdr_csv writes too: after a blind transfer
   by the callee the last number called.
 * Times are epochs; billsec is what is billed. It is a difference of truncated epochs and may exceed the real time.
"""

import binascii
from base64 import b64decode
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from .clock import WallClock, wall_time
from .errors import FileRefused
from .fields import BadField, believed, epoch_of, identity_of, moment_of, seconds_of
from .freeswitch_call import is_inner_leg, outcome_of, trunk_of
from .json_documents import MAX_DOCUMENT, Document, documents
from .json_value import object_of, text_of, unquoted
from .lines import Line
from .model import Call, Fate, Ignored, Refused
from .reading import QUOTED, Reading, checked, refused

FORM: Final = "cdr="


class FreeswitchJson:
    """See the module's text."""

    max_line: Final = MAX_DOCUMENT

    def read(self, lines: Iterable[Line], reading: Reading) -> Iterator[Fate]:
        """One outcome for each object, and for each line that belongs to none."""
        for document in documents(map(_without_form, checked(lines, _check_first))):
            yield _fate(document, reading)


def _check_first(line: Line) -> None:
    if not line.text.startswith(("{", "[", FORM)):
        raise FileRefused("form", line.text[:40])


def _without_form(line: Line) -> Line:
    """A posted form as the JSON that it carries; left as it is, which is no JSON, if it carries none."""
    if line.fault or not line.text.startswith(FORM):
        return line
    try:
        text = unquoted(line.text.removeprefix(FORM).partition("&")[0])
        if not text.startswith("{"):
            text = b64decode(text, validate=True).decode()
    except (BadField, binascii.Error, UnicodeError, ValueError):
        return line
    return line._replace(text=text.replace("\r", " ").replace("\n", " ").strip() or line.text)


def _fate(document: Document, reading: Reading) -> Fate:
    if document.fault == "separator":
        return Ignored(document.line, document.text, "separator", "", document.lines)
    if document.fault:
        value = document.text[:QUOTED] if document.fault in ("json", "unfinished") else ""
        return Refused(document.line, document.text, document.fault, "", value.replace("\n", " "), document.lines)
    try:
        return _fate_of_record(document, object_of(document.text), reading)
    except BadField as error:
        return refused(error, document.line, document.text, document.lines)


def _fate_of_record(document: Document, record: Mapping[str, Any], reading: Reading) -> Fate:
    if not isinstance(record.get("variables"), dict):
        raise BadField("missing", "variables", "")
    channel = _Channel(record["variables"])
    profile = _Channel(_last_profile(record))
    identity = identity_of("uuid", (channel["uuid"] or profile["uuid"]).removeprefix("a_"))
    if reason := _not_billed(channel, identity):
        return Ignored(document.line, document.text, reason, identity, document.lines)
    talk = seconds_of(channel["billsec"], "billsec")
    duration = max(seconds_of(channel["duration"], "duration"), talk)
    answered = talk > 0 or epoch_of(channel["answer_epoch"], "answer_epoch") > 0
    return Call(
        line=document.line,
        raw=document.text,
        identity=identity,
        a_number=(profile["caller_id_number"] or channel["caller_id_number"] or channel["sip_from_user"]).strip(),
        b_number=(profile["destination_number"] or channel["destination_number"] or channel["sip_to_user"]).strip(),
        account_code=channel["accountcode"].strip(),
        started_at=channel.start(duration, reading),
        duration=duration,
        talk_seconds=talk,
        outcome=outcome_of(channel["hangup_cause"], answered, not channel["originate_disposition"]),
        trunk=trunk_of(channel["bridge_channel"], channel["last_arg"] if channel["last_app"] == "bridge" else ""),
        lines=document.lines,
        agent=channel["cc_agent"],
        queue=channel["cc_queue"],
    )


class _Channel:
    """A channel's variables, or its profile, as texts."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self._values = values

    def __getitem__(self, name: str) -> str:
        text = unquoted(text_of(self._values, name))
        return text_of({name: text}, name)  # no control characters came out of it

    def start(self, duration: int, reading: Reading) -> datetime:
        """When the call came in, by epoch; by local time where there is none."""
        if epoch := self["start_epoch"]:
            return moment_of(epoch, "start_epoch", reading)
        if micro := self["start_uepoch"]:
            return moment_of(micro[:-6], "start_uepoch", reading)
        stamp = self["start_stamp"]
        moment = WallClock(reading.timezone, reading.received_at).start(
            wall_time(stamp, "start_stamp"), None, duration, "start_stamp"
        )
        return believed(moment, stamp, "start_stamp", reading)


def _last_profile(record: Mapping[str, Any]) -> Mapping[str, Any]:
    """The caller profile of the callflow with the highest index; callflow is a list or one object."""
    flows = record.get("callflow")
    known = [flow for flow in (flows if isinstance(flows, list) else [flows]) if isinstance(flow, dict)]
    last = max(known, key=_index, default={})
    profile = last.get("caller_profile")
    return profile if isinstance(profile, dict) else {}


def _index(flow: Mapping[str, Any]) -> int:
    index = str(flow.get("profile_index", ""))
    return int(index) if index.isascii() and index.isdigit() and len(index) < 10 else 0


def _not_billed(channel: _Channel, identity: str) -> str:
    """Why the channel is no call of its own; empty if it is one."""
    if is_inner_leg(channel["channel_name"]):
        return "inner_leg"
    makers = {channel[name] for name in ("originator", "originating_leg_uuid", "call_uuid")} - {"", identity}
    outbound = channel["direction"] != "inbound"
    if outbound and (makers or channel["cc_side"] == "agent"):
        return "other_leg"
    return ""
