"""The hash functions an audit chain can be made with; a tenant chooses once, before its first link."""

from __future__ import annotations

import hashlib
from typing import Final

from banfa.errors import Malformed

ALGORITHMS: Final = ("sha256", "sm3")


def digest(algorithm: str, data: bytes) -> bytes:
    """The 32 bytes of this algorithm over the data."""
    return hashlib.new(algorithm, data).digest()


def check_algorithm(algorithm: str) -> str:
    """The name, once it is known that this machine can compute it.

    Raises `Malformed`. SM3 (GB/T 32905) depends on how OpenSSL was built.
    """
    if algorithm not in ALGORITHMS:
        raise Malformed("unknown_digest", f"没有“{algorithm}”这种摘要算法。可用：{'、'.join(ALGORITHMS)}。")
    if algorithm not in hashlib.algorithms_available:
        raise Malformed("digest_unavailable", f"本机的 OpenSSL 不支持 {algorithm}，请改用 sha256。")
    return algorithm
