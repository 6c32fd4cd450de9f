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

INTEGER_TYPES: Final = ("|i1", "<i2", "<i4", "<i8")
BOOLEAN_TYPE: Final = "|b1"


def pack_array(array: np.ndarray) -> dict[str, Any]:
    """Give an integer or yes-no array as JSON data, the same whatever the machine."""
    kind = BOOLEAN_TYPE if array.dtype == np.bool_ else _narrowest(array)
    raw = np.ascontiguousarray(array, np.dtype(kind)).tobytes()
    return {
        "type": kind,
        "shape": list(array.shape),
        "sha256": hashlib.sha256(raw).hexdigest(),
        "bytes": base64.b64encode(raw).decode("ascii"),
    }


def _narrowest(array: np.ndarray) -> str:
    """Name the smallest type that takes every value."""
    if not array.size:
        return INTEGER_TYPES[0]
    low, high = int(array.min()), int(array.max())
    return next(kind for kind in INTEGER_TYPES if np.iinfo(kind).min <= low and high <= np.iinfo(kind).max)


def unpack_array(data: Mapping[str, Any]) -> np.ndarray:
    """Give the array that `pack_array` wrote, in int64 or yes-no.

    Raises ValueError, TypeError or KeyError where it is no such array, or where bytes, shape and hash do
    not fit.
    """
    kind = data["type"]
    if kind != BOOLEAN_TYPE and kind not in INTEGER_TYPES:
        raise ValueError(f"数组类型“{kind}”不是整数")
    raw = base64.b64decode(data["bytes"], validate=True)
    if hashlib.sha256(raw).hexdigest() != data["sha256"]:
        raise ValueError("内容与其哈希不符")
    array = np.frombuffer(raw, np.dtype(kind)).reshape(data["shape"])
    return array.astype(np.bool_ if kind == BOOLEAN_TYPE else np.int64)


def pack_ids(ids: Ints) -> dict[str, Any]:
    """Give ids in rising order as the first one and the difference from each to the next."""
    return {"first": int(ids[0]) if len(ids) else None, "steps": pack_array(np.diff(ids))}


def unpack_ids(data: Mapping[str, Any]) -> Ints:
    """Give the ids that `pack_ids` wrote; raises as `unpack_array` does."""
    if data["first"] is None:
        return np.zeros(0, np.int64)
    ids: Ints = np.cumsum(np.concatenate([[int(data["first"])], unpack_array(data["steps"])]), dtype=np.int64)
    return ids
