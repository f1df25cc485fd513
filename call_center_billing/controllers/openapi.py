"""The API described for programs: OpenAPI 3.1, made of the schemas that questions are checked by."""

from ..models.admission.call_hold import DECISION_REASONS
from .api_answers import ANSWERS, ERROR
from .api_schema import OPERATIONS

#: what may go wrong with every question
ERRORS = {
    "400": "The body is no question: no JSON, or a parameter is unknown, missing or wrong.",
    "401": "The key is missing or wrong.",
    "403": "The key may not be used from this address.",
    "405": "Questions are posted.",
    "413": "The body is larger than 16 kB.",
    "415": "The body is not of type application/json.",
    "429": "Too many wrong keys came from this address.",
    "503": "There is no answer in time, or the source is being imported.",
}
OWN_ERRORS = {
    "authorize": {"409": "The call's id was used for another question; or a PIN without a hold."},
    "pin": {},
    "extend": {"404": "The call was never admitted.", "409": "The call has ended.", "422": "It cannot last so long."},
    "end": {"404": "The call was never admitted.", "422": "It cannot have lasted so long."},
    "balance": {"404": "Nobody owns the number, or there is no such account."},
}


def document(operations=None, answers=None, own_errors=None):
    """The whole description.

    :param dict operations, answers, own_errors: by question; default: those of this add-on
    :rtype: dict
    """
    operations, answers, own_errors = operations or OPERATIONS, answers or ANSWERS, own_errors or OWN_ERRORS
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Call admission",
            "version": "1",
            "license": {"name": "AGPL-3.0", "identifier": "AGPL-3.0-only"},
            "description": "A telephone switch asks whether a call may take place, for how long, and tells its end.",
        },
        "servers": [{"url": "/call_center/v1"}],
        "security": [{"key": []}],
        "paths": {
            f"/{name}": {"post": _operation(name, schema, own_errors[name])} for name, schema in operations.items()
        },
        "components": {
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer", "description": "Key of the call source."}},
            "schemas": {
                **{name: _question(schema) for name, schema in operations.items()},
                **{f"{name}_answer": schema for name, schema in answers.items()},
                "error": ERROR,
                "reason": {"type": "string", "enum": [code for code, _text in DECISION_REASONS]},
            },
        },
    }


def _operation(name, schema, own_errors):
    errors = sorted({**ERRORS, **own_errors}.items())
    return {
        "operationId": name,
        "summary": schema["summary"],
        "requestBody": {"required": True, "content": _json(name)},
        "responses": {
            "200": {"description": "The answer.", "content": _json(f"{name}_answer")},
            **{status: {"description": text, "content": _json("error")} for status, text in errors},
        },
    }


def _json(schema):
    return {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}


def _question(schema):
    kept = {name: schema[name] for name in ("properties", "required", "oneOf") if schema.get(name)}
    return {"type": "object", "additionalProperties": False, **kept}
