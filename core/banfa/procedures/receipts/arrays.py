"""Arrays in a receipt: their bytes as text, with the type, the shape and the hash of the bytes.

Bytes are not compressed: two versions of zlib need not give the same ones, and a receipt is replayed to the
byte on any machine. Instead every array is held in the narrowest whole numbers that take its values, and
ids that rise by their differences; that is as small, and quicker.
"""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from banfa.reasoning.columns import Ints

WIDTHS: Final = ("|i1", "<i2", "<i4", "<i8")
YES_NO: Final = "|b1"


def packed(array: np.ndarray) -> dict[str, Any]:
    """An integer or yes-no array as JSON data, the same whatever the machine."""
    kind = YES_NO if array.dtype == np.bool_ else narrowest(array)
    raw = np.ascontiguousarray(array, np.dtype(kind)).tobytes()
    return {
        "type": kind,
        "shape": list(array.shape),
        "sha256": hashlib.sha256(raw).hexdigest(),
        "bytes": base64.b64encode(raw).decode("ascii"),
    }


def narrowest(array: np.ndarray) -> str:
    """The smallest type that takes every value."""
    if not array.size:
        return WIDTHS[0]
    low, high = int(array.min()), int(array.max())
    return next(kind for kind in WIDTHS if np.iinfo(kind).min <= low and high <= np.iinfo(kind).max)


def unpacked(data: Mapping[str, Any]) -> np.ndarray:
    """The array that `packed` wrote, in int64 or yes-no.

    Raises ValueError, TypeError or KeyError where it is no such array, or where bytes, shape and hash do
    not fit.
    """
    kind = data["type"]
    if kind != YES_NO and kind not in WIDTHS:
        raise ValueError(f"数组类型“{kind}”不是整数")
    raw = base64.b64decode(data["bytes"], validate=True)
    if hashlib.sha256(raw).hexdigest() != data["sha256"]:
        raise ValueError("内容与其哈希不符")
    array = np.frombuffer(raw, np.dtype(kind)).reshape(data["shape"])
    return array.astype(np.bool_ if kind == YES_NO else np.int64)


def packed_ids(ids: Ints) -> dict[str, Any]:
    """Ids in rising order, as the first one and the difference from each to the next."""
    return {"first": int(ids[0]) if len(ids) else None, "steps": packed(np.diff(ids))}


def unpacked_ids(data: Mapping[str, Any]) -> Ints:
    """The ids that `packed_ids` wrote; raises as `unpacked` does."""
    if data["first"] is None:
        return np.zeros(0, np.int64)
    ids: Ints = np.cumsum(np.concatenate([[int(data["first"])], unpacked(data["steps"])]), dtype=np.int64)
    return ids
