"""What answers look like, as JSON Schema."""


def object_of(**properties):
    """An object that has all of these, and nothing else."""
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(properties),
        "properties": properties,
    }


def _or_null(schema):
    return {"oneOf": [schema, {"type": "null"}]}


TEXT, NUMBER, FLAG = {"type": "string"}, {"type": "integer"}, {"type": "boolean"}
TEXT_OR_NULL, NUMBER_OR_NULL = {"type": ["string", "null"]}, {"type": ["integer", "null"]}
AMOUNT = {"type": ["string", "null"], "pattern": r"^-?[0-9]+(\.[0-9]+)?$", "description": "A decimal number."}
PROMPT = _or_null(
    object_of(
        code=TEXT,
        text=TEXT,
        lang=TEXT,
        audio={"type": ["string", "null"], "description": "Path of a recording, fetched with the same key."},
    )
)
ACCOUNT = _or_null(object_of(id=NUMBER, lang=TEXT_OR_NULL))
BALANCE = _or_null(
    object_of(
        available=AMOUNT | {"description": "Null: as much as there will ever be."},
        limit=AMOUNT | {"description": "Credit limit; null: unlimited."},
        currency=TEXT,
    )
)
BUNDLES = {
    "type": "array",
    "description": "Included units that calls may use now, those carried over included.",
    "items": object_of(name=TEXT, unit={"type": "string", "enum": ["second", "call", "message", "octet"]}, left=NUMBER),
}
DECISION = {"type": "string", "enum": ["allow", "deny", "ask_pin", "transfer"]}
REASON = {"$ref": "#/components/schemas/reason"}
DOWN = {"type": "string", "enum": ["allow", "deny"], "description": "What to do when there is no answer in time."}
FROM = {"type": "string", "enum": ["answer", "dial"], "description": "When max_seconds begin to count."}

_DECIDED = {
    "decision": DECISION,
    "reason": REASON,
    "prompt": PROMPT,
    "max_seconds": NUMBER,
    "warn_at": NUMBER_OR_NULL,
    "counted_from": FROM,
    "account": ACCOUNT,
    "balance": BALANCE,
    "bundles": BUNDLES,
    "if_unavailable": DOWN,
    "hold": NUMBER_OR_NULL,
}
_EXPIRES = {"type": ["string", "null"], "description": "When what is reserved is given back by itself, UTC."}

ANSWERS = {
    "authorize": object_of(**_DECIDED, expires_at=_EXPIRES),
    "extend": object_of(**_DECIDED, expires_at=_EXPIRES),
    "pin": object_of(
        outcome={"type": "string", "enum": ["ok", "wrong", "locked"]},
        prompt=PROMPT,
        account=ACCOUNT,
        balance=BALANCE,
        bundles=BUNDLES,
    ),
    "end": object_of(
        state={"type": "string", "enum": ["ended", "settled"]},
        again=FLAG,
        talk_seconds=NUMBER_OR_NULL,
        charged=AMOUNT | {"description": "Without tax; null for a call that has no price yet."},
        currency=TEXT,
        account=ACCOUNT,
        balance=BALANCE,
    ),
    "balance": object_of(account=ACCOUNT, balance=BALANCE, bundles=BUNDLES),
}

ERROR = object_of(error=object_of(code=TEXT, message=TEXT))
