"""What may be asked: the parameters of each question, as JSON Schema. Checked here, published by `openapi.py`."""

import re

#: bytes of a body; a question has a few hundred
MAX_BODY = 16 * 1024
DAY = 86_400

#: no control characters, nor halves of characters, which no database takes
TEXT = r"^[ -~\u00a1-\ud7ff\ue000-\ufffd]*$"
CALL_ID = {
    "type": "string",
    "minLength": 1,
    "maxLength": 128,
    "pattern": "^[!-~]*$",
    "description": "The switch's own name of the call, as in its records: uniqueid (Asterisk), uuid (FreeSWITCH).",
}
A_NUMBER = {
    "type": "string",
    "maxLength": 64,
    "pattern": TEXT,
    "description": "Who calls, as the switch has it; empty or a word such as anonymous if withheld.",
}
B_NUMBER = {
    "type": "string",
    "minLength": 1,
    "maxLength": 64,
    "pattern": TEXT,
    "description": "Who is called, as the switch has it.",
}
PIN = {"type": "string", "pattern": "^[0-9]{10}$", "description": "Ten digits that the caller entered."}
LANG = {
    "type": "string",
    "pattern": "^[a-z]{2,3}(_[A-Z]{2})?$",
    "description": "Language of prompts; else the account's, else the company's.",
}
ACCOUNT_CODE = {
    "type": "string",
    "maxLength": 80,
    "pattern": TEXT,
    "description": "The switch's account code, such as a campaign's.",
}
DIRECTION = {
    "type": "string",
    "enum": ["outbound", "inbound"],
    "default": "outbound",
    "description": "inbound: the call comes in to a customer's number, b_number; its owner is the account.",
}
TALK_SECONDS = {"type": "integer", "minimum": 0, "maximum": 366 * DAY, "description": "Seconds of conversation."}

OPERATIONS = {
    "authorize": {
        "summary": "May this call take place, and for how long?",
        "required": ["call_id", "a_number", "b_number"],
        "properties": {
            "call_id": CALL_ID,
            "a_number": A_NUMBER,
            "b_number": B_NUMBER,
            "direction": DIRECTION,
            "account_code": ACCOUNT_CODE,
            "pin": PIN,
            "seconds": {
                "type": "integer",
                "minimum": 1,
                "maximum": DAY,
                "description": "Reserve for so many seconds at most; else for what is set on the source.",
            },
            "hold": {
                "type": "boolean",
                "default": True,
                "description": "false: only say what the answer would be; nothing is reserved, noted or opened.",
            },
            "lang": LANG,
        },
    },
    "pin": {
        "summary": "Whose PIN is this? Wrong ones are counted.",
        "required": ["call_id", "pin"],
        "properties": {"call_id": CALL_ID, "pin": PIN, "lang": LANG},
    },
    "extend": {
        "summary": "The call goes on: for how much longer may it?",
        "required": ["call_id", "talk_seconds"],
        "properties": {
            "call_id": CALL_ID,
            "talk_seconds": TALK_SECONDS | {"description": "Seconds of conversation so far."},
            "seconds": {
                "type": "integer",
                "minimum": 1,
                "maximum": DAY,
                "description": "Seconds more that are wanted; else what is set on the source.",
            },
            "lang": LANG,
        },
    },
    "end": {
        "summary": "The call has ended: charge it, and give back what was reserved.",
        "required": ["call_id", "talk_seconds"],
        "properties": {
            "call_id": CALL_ID,
            "talk_seconds": TALK_SECONDS,
            "duration": TALK_SECONDS | {"description": "Seconds from start to end, ringing included."},
            "outcome": {
                "type": "string",
                "enum": ["answered", "no_answer", "busy", "failed"],
                "description": "Else answered if there was a conversation, no_answer if not.",
            },
        },
    },
    "balance": {
        "summary": "What is available now?",
        "required": [],
        "properties": {
            "a_number": A_NUMBER | {"minLength": 1},
            "account": {"type": "integer", "minimum": 1, "maximum": 2**31 - 1, "description": "As answers name it."},
        },
        "oneOf": [{"required": ["a_number"]}, {"required": ["account"]}],
    },
}

TYPES = {"string": str, "integer": int, "boolean": bool}


def fault(operation, given, operations=None):
    """What is wrong with the parameters of a question, as (code, message); None if nothing is.

    :param str operation: a key of `operations`
    :param given: what the body held
    :param dict operations: default: `OPERATIONS`
    """
    schema = (operations or OPERATIONS)[operation]
    if not isinstance(given, dict):
        return "body", "The body must be a JSON object."
    if unknown := given.keys() - schema["properties"].keys():
        return "parameter", f"There is no parameter {min(unknown)[:40]!a}."
    if missing := [name for name in schema["required"] if name not in given]:
        return "missing", f"Parameter {missing[0]} is missing."
    choice = [name for each in schema.get("oneOf", ()) for name in each["required"]]
    if choice and len(given.keys() & set(choice)) != 1:
        return "missing", f"Give one of {', '.join(choice)}."
    for name, value in given.items():
        if why := _fault_of(schema["properties"][name], value):
            return "value", f"Parameter {name} {why}."
    return None


def _fault_of(schema, value):
    if type(value) is not TYPES[schema["type"]]:
        return f"must be of type {schema['type']}"
    if isinstance(value, str):
        return _fault_of_text(schema, value)
    if not schema.get("minimum", value) <= value <= schema.get("maximum", value):
        return f"must be from {schema['minimum']} to {schema['maximum']}"
    return None


def _fault_of_text(schema, value):
    if not schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", len(value)):
        return f"must have {schema.get('minLength', 0)} to {schema.get('maxLength')} characters"
    if "pattern" in schema and not re.fullmatch(schema["pattern"].removeprefix("^").removesuffix("$"), value):
        return f"must look like {schema['pattern']}"  # of the text as a whole: $ alone would let a line's end pass
    if value not in schema.get("enum", [value]):
        return f"must be one of {', '.join(schema['enum'])}"
    return None
