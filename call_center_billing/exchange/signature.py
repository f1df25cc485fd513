"""Who says so? Messages between us and a service are signed with a secret that both know.

The header says `t=<seconds since 1970>,v1=<hex>`: the HMAC-SHA256 of "<seconds>." and the body. The time is part of
what is signed, so that an old message that somebody recorded is worth nothing.
"""

import hashlib
import hmac
import re

HEADER = "X-Call-Signature"
#: seconds by which a message may be old, or the other side's clock wrong
TOLERANCE = 300
#: what `fault` may say
FAULTS = ("missing", "form", "old", "wrong")
_FORM = re.compile(r"t=([0-9]{1,12}),v1=([0-9a-f]{64})", re.ASCII)


def sign(secret: str, moment: int, body: bytes) -> str:
    """The header's value for a body; `moment` in seconds since 1970.

    >>> sign("secret", 1795317772, b"{}")[:21]
    't=1795317772,v1=f57e2'
    """
    return f"t={moment},v1={_digest(secret, moment, body)}"


def fault(secret: str, header: str, moment: int, body: bytes, tolerance: int = TOLERANCE) -> str:
    """What is wrong with a signature, one of `FAULTS`; "" if it is right.

    How long it takes tells nothing of the secret. Without a secret nothing is right.
    """
    if not header or not secret:
        return "missing"
    match = _FORM.fullmatch(header)
    if not match:
        return "form"
    said = int(match[1])
    if not hmac.compare_digest(_digest(secret, said, body), match[2]):
        return "wrong"
    return "old" if abs(moment - said) > tolerance else ""


def _digest(secret: str, moment: int, body: bytes) -> str:
    return hmac.new(secret.encode(), f"{moment}.".encode() + body, hashlib.sha256).hexdigest()
