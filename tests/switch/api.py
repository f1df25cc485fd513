"""The API as the product describes and checks it, read without Odoo."""

import ast
import importlib.util
import re
from pathlib import Path

ADDON = Path(__file__).parents[2] / "call_center_billing"


def _module(path: str):
    spec = importlib.util.spec_from_file_location(Path(path).stem, ADDON / path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _constant(path: str, name: str):
    """The value of a constant that is written out in a file."""
    for node in ast.parse((ADDON / path).read_text()).body:
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == name:
            return node.value
    raise LookupError(name)


OPERATIONS = _module("controllers/api_schema.py").OPERATIONS
_ANSWERS = _module("controllers/api_answers.py")
ANSWERS, ERROR = _ANSWERS.ANSWERS, _ANSWERS.ERROR
#: below /call_center/v1/
ROUTES = frozenset(
    route
    for path in ("controllers/call_api.py", "models/mediation/call_source_key.py")
    for route in re.findall(r"\"/call_center/v1/(\w+)", (ADDON / path).read_text())
)
REASONS = frozenset(
    code for code, _text in ast.literal_eval(_constant("models/admission/call_hold.py", "DECISION_REASONS"))
)
PROMPTS = frozenset(
    node.value for node in ast.walk(_constant("models/block/call_prompt.py", "CODES")) if isinstance(node, ast.Constant)
)
#: words of errors that a question may be refused with
ERRORS = frozenset(
    code
    for path in ("controllers/api_request.py", "controllers/call_api.py", "models/admission/refusals.py")
    for code in re.findall(r"(?:Unacceptable|Refusal)\(\s*\d{3}, \"(\w+)\"", (ADDON / path).read_text())
) | frozenset(re.findall(r"return \"(\w+)\", f?\"", (ADDON / "controllers/api_schema.py").read_text()))


def has_path(schema: dict, path: str) -> bool:
    """Whether an answer may hold this: names with dots between them."""
    name, _dot, rest = path.partition(".")
    for each in (schema, *schema.get("oneOf", ())):
        if name in each.get("properties", {}):
            return not rest or has_path(each["properties"][name], rest)
    return False


def is_heard(path: str) -> bool:
    """Whether any answer or error holds this."""
    return any(has_path(schema, path) for schema in (*ANSWERS.values(), ERROR))
