"""Values of JSON documents as the texts that they stand for.

>>> unquoted("%2B46%208"), text_of({"billsec": 68}, "billsec")
('+46 8', '68')
"""

import json
import re
from collections.abc import Mapping
from typing import Any, Final

from .fields import BadField, has_control

ESCAPED: Final = re.compile(rb"%([0-9A-Fa-f]{2})")


def object_of(text: str) -> dict[str, Any]:
    """The JSON object that `text` is; where it repeats the name `callflow`, that is the list of all of them.

    :raise BadField: it is none
    """
    try:
        record = json.loads(text, object_pairs_hook=_object)
    except (ValueError, RecursionError) as error:
        raise BadField("json", "", str(error)) from error
    if not isinstance(record, dict):
        raise BadField("json", "", text)
    return record


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    record = dict(pairs)
    if len(record) < len(pairs) and "callflow" in record:  # older FreeSWITCH writes one for each transfer
        record["callflow"] = [value for name, value in pairs if name == "callflow"]
    return record


def text_of(record: Mapping[str, Any], field: str) -> str:
    """The text or number of a field; empty if it is null or not there.

    :raise BadField: it is neither, or holds control characters (JSON may spell them out)
    """
    value = record.get(field)
    if value is None:
        return ""
    if isinstance(value, dict | list | bool):
        raise BadField("json", field, str(value))
    text = str(value)
    if has_control(text):
        raise BadField("control", field, "")
    return text


def unquoted(text: str) -> str:
    """Text with its `%XX` resolved; `+` stays what it is, for it begins numbers.

    :raise BadField: what they stand for is not UTF-8
    """
    if "%" not in text:
        return text
    raw = ESCAPED.sub(lambda found: bytes((int(found[1], 16),)), text.encode("utf-8", "surrogatepass"))
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        raise BadField("encoding", "", text) from error
