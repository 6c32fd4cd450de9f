"""Arrays in a receipt: compressed bytes as text, with the shape, the type and the hash of the raw bytes."""

from __future__ import annotations

import base64
import hashlib
import zlib
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

LEVEL = 6


def packed(array: np.ndarray) -> dict[str, Any]:
    """An integer or yes-no array as JSON data, little-endian whatever the machine."""
    raw = np.ascontiguousarray(array, array.dtype.newbyteorder("<")).tobytes()
    return {
        "type": array.dtype.newbyteorder("<").str,
        "shape": list(array.shape),
        "sha256": hashlib.sha256(raw).hexdigest(),
        "zlib": base64.b64encode(zlib.compress(raw, LEVEL)).decode("ascii"),
    }


def unpacked(data: Mapping[str, Any]) -> np.ndarray:
    """The array that `packed` wrote. Raises ValueError where bytes, shape or hash do not fit each other."""
    dtype = np.dtype(data["type"])
    if dtype.kind not in "iub":
        raise ValueError(f"数组类型 {data['type']} 不是整数")
    raw = zlib.decompress(base64.b64decode(data["zlib"], validate=True))
    if hashlib.sha256(raw).hexdigest() != data["sha256"]:
        raise ValueError("数组内容与其哈希不符")
    return np.frombuffer(raw, dtype).reshape(data["shape"]).astype(dtype.newbyteorder("="))
