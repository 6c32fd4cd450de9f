"""The receipt (评价凭证): everything a result was worked out from, the result, and hashes that bind them.

One file of JSON in the canonical form of RFC 8785, so that the same content is the same bytes. `banfa
replay` needs the file alone. The hash of the whole stands in the audit chain and in every grade given: who
alters a file and all its hashes has another receipt, not this one.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from functools import partial
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

import numpy as np
import rfc8785

from banfa.law import Edition, WorkingDays, from_data, to_data, walk
from banfa.procedures.receipts.arrays import pack_array, unpack_array
from banfa.procedures.receipts.evaluation_input import Frozen, evaluated_law
from banfa.reasoning.calendar import NO_CALENDAR, Calendar
from banfa.reasoning.categories import Categories
from banfa.reasoning.columns import Col

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

V = TypeVar("V")

FORMAT: Final = "banfa-receipt-1"
SECTIONS: Final = ("about", "facts", "law", "results")
MAX_REASON: Final = 200
"""How many characters of a reason are repeated."""
COMPRESSION_LEVEL: Final = 1
"""How hard a stored receipt is compressed: what is stored is never compared by its bytes."""


class ReceiptError(ValueError):
    """A file that is no receipt this version can read; the message is a Chinese sentence."""


class Receipt(NamedTuple):
    """A receipt as written: its bytes, those of each section, and the SHA-256 of each section and of all."""

    data: bytes
    sections: Mapping[str, bytes]
    hashes: Mapping[str, str]

    @property
    def digest(self) -> str:
        """The hash of the whole."""
        return self.hashes["receipt"]


def build_receipt(frozen: Frozen, about: Mapping[str, Any], results: Mapping[str, np.ndarray]) -> Receipt:
    """Build the receipt of what `frozen` was evaluated to; `about` is its header as data."""
    body = {
        "about": dict(about),
        "facts": _facts_data(frozen),
        "law": to_data(frozen.edition),
        "results": {name: pack_array(array) for name, array in results.items()},
    }
    return seal(body)


def seal(body: Mapping[str, Any]) -> Receipt:
    """Make the receipt of these sections: each is written once, hashed, and put in its place."""
    sections = {name: rfc8785.dumps(body[name]) for name in SECTIONS}
    hashes = {name: hashlib.sha256(data).hexdigest() for name, data in sections.items()}
    hashes["receipt"] = hashlib.sha256(rfc8785.dumps(hashes)).hexdigest()
    parts = sections | {"format": rfc8785.dumps(FORMAT), "hashes": rfc8785.dumps(hashes)}
    data = b"{" + b",".join(rfc8785.dumps(name) + b":" + parts[name] for name in sorted(parts)) + b"}"
    return Receipt(data, sections, hashes)


def _facts_data(frozen: Frozen) -> dict[str, Any]:
    """Give the inputs besides the law. A column that is known has no `high`."""
    held = Categories.of(frozen.categories)
    return {
        "as_of": frozen.as_of,
        "providers": pack_array(frozen.providers),
        "categories": {"sets": [list(keys) for keys in held.sets], "codes": pack_array(held.codes)},
        "columns": {key: _column_data(col) for key, col in frozen.columns.items()},
        "excluded": pack_array(frozen.excluded),
        "still_counted": pack_array(frozen.still_counted),
        "calendar": _calendar_data(frozen),
    }


def hash_law(edition: Edition) -> str:
    """Give the SHA-256 of a settled edition, as in its receipt."""
    return hashlib.sha256(rfc8785.dumps(to_data(edition))).hexdigest()


def _column_data(col: Col) -> dict[str, Any]:
    low = {"low": pack_array(col.low)}
    return low if np.array_equal(col.low, col.high) else low | {"high": pack_array(col.high)}


def _calendar_data(frozen: Frozen) -> dict[str, Any]:
    """Give the working days that law counting in them was read with; none where the law counts in none."""
    used = any(isinstance(v, WorkingDays) for v in walk(evaluated_law(frozen.edition)))
    calendar = frozen.calendar if used else NO_CALENDAR
    return {"first": calendar.first, "last": calendar.last, "working": pack_array(calendar.working)}


def read_receipt(data: bytes) -> dict[str, Any]:
    """Read the receipt in a file. Raises ReceiptError."""
    try:
        receipt = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise ReceiptError(f"文件不是 JSON：{str(error)[:MAX_REASON]}") from error
    if not isinstance(receipt, dict) or receipt.get("format") != FORMAT:
        raise ReceiptError(f"文件不是评价凭证（format 应为 {FORMAT}）")
    parts = (*SECTIONS, "hashes")
    if missing := [name for name in parts if not isinstance(receipt.get(name), dict)]:
        raise ReceiptError(f"凭证缺少 {'、'.join(missing)} 部分")
    return receipt


def thaw(receipt: Mapping[str, Any]) -> Frozen:
    """Read what the receipt's result was worked out from. Raises ReceiptError."""
    facts = receipt["facts"]
    edition = read_part("规则", lambda: from_data(receipt["law"]))
    if not isinstance(edition, Edition):
        raise ReceiptError("凭证的规则部分不是一个版本")
    providers = read_part("服务商", lambda: unpack_array(facts["providers"]))
    columns = read_part("事实", lambda: dict(facts["columns"]))
    n = len(providers)
    return Frozen(
        edition=edition,
        as_of=read_part("评价日", lambda: int(facts["as_of"])),
        providers=providers,
        categories=read_part("类别", lambda: _read_categories(facts["categories"], n)),
        columns={
            key: read_part(f"事实 {key}", partial(_read_column, column, n)) for key, column in columns.items()
        },
        excluded=read_part("暂不评价", lambda: _check_length(unpack_array(facts["excluded"]), n)),
        still_counted=read_part("计入基数", lambda: _check_length(unpack_array(facts["still_counted"]), n)),
        calendar=read_part("日历", lambda: _read_calendar(facts["calendar"])),
    )


def read_part(zh: str, unpack: Callable[[], V]) -> V:
    """Unpack a part of the file. Raises ReceiptError naming it."""
    try:
        return unpack()
    except ReceiptError:
        raise
    except Exception as error:
        # The file is a stranger's: its law is made of our words with anything inside them, and what
        # reasoning raises on meeting a text where a number belongs cannot be listed.
        reason = str(error)[:MAX_REASON] or type(error).__name__
        raise ReceiptError(f"凭证中的{zh}无法读取：{reason}") from error


def _check_length(array: np.ndarray, n: int) -> np.ndarray:
    """Check that an array has one value for each of n providers. Raises ValueError."""
    if array.shape != (n,):
        raise ValueError(f"应有{n}个值，而大小为{array.shape}")
    return array


def _read_column(data: Mapping[str, Any], n: int) -> Col:
    low = _check_length(unpack_array(data["low"]), n)
    return Col(low, _check_length(unpack_array(data["high"]), n) if "high" in data else low)


def _read_categories(data: Mapping[str, Any], n: int) -> tuple[tuple[str, ...], ...]:
    sets = [tuple(str(key) for key in keys) for keys in data["sets"]]
    return tuple(sets[code] for code in _check_length(unpack_array(data["codes"]), n).tolist())


def _read_calendar(data: Mapping[str, Any]) -> Calendar:
    return Calendar(unpack_array(data["working"]), int(data["first"]), int(data["last"]))


def compress(data: bytes) -> bytes:
    """Give the bytes to be stored for a receipt."""
    return zlib.compress(data, COMPRESSION_LEVEL)


def decompress(compressed: bytes) -> bytes:
    """Give the receipt's bytes from the stored ones."""
    return zlib.decompress(compressed)
