"""The form of a token: how one is made, and how a mistyped one is told without asking the database.

`banfa_` + 30 random base62 characters (178 bits) + the CRC-32 of these 30 in base62, six characters. The
prefix lets scanners find tokens that leaked into repositories; the checksum keeps their false alarms, and
typing mistakes, away from the database.
"""

from __future__ import annotations

import hashlib
import re
import secrets
import string
import zlib
from typing import Final

PREFIX: Final = "banfa_"
_ALPHABET: Final = string.digits + string.ascii_uppercase + string.ascii_lowercase
_RANDOM: Final = 30
_CHECKSUM: Final = 6
_SHAPE: Final = re.compile(rf"{PREFIX}([0-9A-Za-z]{{{_RANDOM}}})([0-9A-Za-z]{{{_CHECKSUM}}})", re.ASCII)


def _checksum(random: str) -> str:
    """CRC-32 in base62, zero-padded to six characters (62**6 exceeds 2**32)."""
    rest, digits = zlib.crc32(random.encode("ascii")), ""
    for _ in range(_CHECKSUM):
        rest, digit = divmod(rest, len(_ALPHABET))
        digits = _ALPHABET[digit] + digits
    return digits


def mint() -> str:
    """A new secret; it is shown once and stored nowhere."""
    random = "".join(secrets.choice(_ALPHABET) for _ in range(_RANDOM))
    return PREFIX + random + _checksum(random)


def well_formed(secret: str) -> bool:
    """Whether this can be a token at all."""
    shape = _SHAPE.fullmatch(secret)
    return shape is not None and _checksum(shape[1]) == shape[2]


def fingerprint(secret: str) -> bytes:
    """What is stored in a token's place. A plain SHA-256 will do: 178 random bits cannot be guessed."""
    return hashlib.sha256(secret.encode("ascii")).digest()
