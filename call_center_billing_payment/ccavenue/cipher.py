"""How CCAvenue hides its texts: AES-128-CBC, the key is the MD5 of the working key, the start vector is known.

The vector is 00 01 … 0f, the padding that of PKCS #7, the result is written in hexadecimal. There is no seal: whoever
has one such text can turn bits in it, so what comes out of `decrypt` is what somebody says, not what is true.

>>> encrypt("Demo working key", "order_id=7&amount=1.00")
'cb5c0125f6775a00e48fb2c262f7403ad90ee2a2a4de701a31c0cde2bd18b9de'
"""

import hashlib
import re

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.padding import PKCS7

BLOCK = 16
START = bytes(range(BLOCK))
#: characters of a hidden text; real ones have some 2,000
LONGEST = 100_000
_HEX = re.compile(r"[0-9a-fA-F]+", re.ASCII)


class Unreadable(ValueError):
    """Not a text of the gateway's, or not hidden with this key. It says no more on purpose."""


def encrypt(working_key: str, text: str) -> str:
    """`text` hidden, in hexadecimal; as UTF-8, and what that cannot say as a question mark."""
    padder = PKCS7(BLOCK * 8).padder()
    padded = padder.update(text.encode("utf-8", "replace")) + padder.finalize()
    encryptor = _cipher(working_key).encryptor()
    return (encryptor.update(padded) + encryptor.finalize()).hex()


def decrypt(working_key: str, hidden: str) -> str:
    """The text that was hidden.

    :raise Unreadable: it is not hexadecimal, not whole, was not hidden with this key, or is no UTF-8
    """
    if len(hidden) > LONGEST or len(hidden) % (2 * BLOCK) or not _HEX.fullmatch(hidden):
        raise Unreadable
    decryptor = _cipher(working_key).decryptor()
    padded = decryptor.update(bytes.fromhex(hidden)) + decryptor.finalize()
    unpadder = PKCS7(BLOCK * 8).unpadder()
    try:
        return (unpadder.update(padded) + unpadder.finalize()).decode()
    except ValueError:  # of the padding, or of UTF-8
        raise Unreadable from None


def _cipher(working_key: str) -> Cipher[modes.CBC]:
    key = hashlib.md5(working_key.encode("utf-8", "replace"), usedforsecurity=False).digest()
    return Cipher(algorithms.AES(key), modes.CBC(START))
