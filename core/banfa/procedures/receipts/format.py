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
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import rfc8785

from banfa.law import Edition, WorkingDays, from_data, to_data, walk
from banfa.procedures.receipts.arrays import packed, unpacked
from banfa.procedures.receipts.evaluation_input import Frozen, evaluated_law
from banfa.reasoning.calendar import NO_CALENDAR, Calendar
from banfa.reasoning.categories import Categories
from banfa.reasoning.columns import Col

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

FORMAT: Final = "banfa-receipt-1"
SECTIONS: Final = ("about", "facts", "law", "results")
LEVEL: Final = 1
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


def build(frozen: Frozen, about: Mapping[str, Any], results: Mapping[str, np.ndarray]) -> Receipt:
    """The receipt of what `frozen` was evaluated to; `about` says whose, which round, by which documents."""
    body = {
        "about": dict(about),
        "facts": facts_data(frozen),
        "law": to_data(frozen.edition),
        "results": {name: packed(array) for name, array in results.items()},
    }
    return sealed(body)


def sealed(body: Mapping[str, Any]) -> Receipt:
    """The receipt with these sections: every section is written once, hashed, and put in its place."""
    sections = {name: rfc8785.dumps(body[name]) for name in SECTIONS}
    hashes = {name: hashlib.sha256(data).hexdigest() for name, data in sections.items()}
    hashes["receipt"] = hashlib.sha256(rfc8785.dumps(hashes)).hexdigest()
    parts = sections | {"format": rfc8785.dumps(FORMAT), "hashes": rfc8785.dumps(hashes)}
    data = b"{" + b",".join(rfc8785.dumps(name) + b":" + parts[name] for name in sorted(parts)) + b"}"
    return Receipt(data, sections, hashes)


def facts_data(frozen: Frozen) -> dict[str, Any]:
    """The inputs besides the law. A column that is known has no `high`."""
    held = Categories.of(frozen.categories)
    return {
        "as_of": frozen.as_of,
        "providers": packed(frozen.providers),
        "categories": {"sets": [list(one) for one in held.sets], "codes": packed(held.codes)},
        "columns": {key: column_data(col) for key, col in frozen.columns.items()},
        "excluded": packed(frozen.excluded),
        "still_counted": packed(frozen.still_counted),
        "calendar": calendar_data(frozen),
    }


def law_hash(edition: Edition) -> str:
    """The SHA-256 of a settled edition, as in its receipt."""
    return hashlib.sha256(rfc8785.dumps(to_data(edition))).hexdigest()


def column_data(col: Col) -> dict[str, Any]:
    """A column of facts."""
    low = {"low": packed(col.low)}
    return low if np.array_equal(col.low, col.high) else low | {"high": packed(col.high)}


def calendar_data(frozen: Frozen) -> dict[str, Any]:
    """The working days that law counting in them was read with; nothing where the law counts in none."""
    used = any(isinstance(v, WorkingDays) for v in walk(evaluated_law(frozen.edition)))
    calendar = frozen.calendar if used else NO_CALENDAR
    return {"first": calendar.first, "last": calendar.last, "working": packed(calendar.working)}


def read(data: bytes) -> dict[str, Any]:
    """The receipt in a file. Raises ReceiptError."""
    try:
        receipt = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise ReceiptError(f"文件不是 JSON：{error}") from error
    if not isinstance(receipt, dict) or receipt.get("format") != FORMAT:
        raise ReceiptError(f"文件不是评价凭证（format 应为 {FORMAT}）")
    parts = (*SECTIONS, "hashes")
    if missing := [name for name in parts if not isinstance(receipt.get(name), dict)]:
        raise ReceiptError(f"凭证缺少 {'、'.join(missing)} 部分")
    return receipt


def thaw(receipt: Mapping[str, Any]) -> Frozen:
    """What the receipt's result was worked out from. Raises ReceiptError naming what cannot be read."""
    facts = receipt["facts"]
    edition = part("规则", lambda: from_data(receipt["law"]))
    if not isinstance(edition, Edition):
        raise ReceiptError("凭证的规则部分不是一个版本")
    providers = part("服务商", lambda: unpacked(facts["providers"]))
    columns = part("事实", lambda: dict(facts["columns"]))
    n = len(providers)
    return Frozen(
        edition=edition,
        as_of=part("评价日", lambda: int(facts["as_of"])),
        providers=providers,
        categories=part("类别", lambda: categories_of(facts["categories"], n)),
        columns={key: part(f"事实 {key}", partial(column_of, one, n)) for key, one in columns.items()},
        excluded=part("暂不评价", lambda: one_each(unpacked(facts["excluded"]), n)),
        still_counted=part("计入基数", lambda: one_each(unpacked(facts["still_counted"]), n)),
        calendar=part("日历", lambda: calendar_of(facts["calendar"])),
    )


def part(zh: str, unpack: Callable[[], Any]) -> Any:
    """A part of the file, unpacked. Raises ReceiptError naming it."""
    try:
        return unpack()
    except (KeyError, TypeError, ValueError, IndexError, AttributeError, RecursionError) as error:
        raise ReceiptError(f"凭证中的{zh}无法读取：{error}") from error


def one_each(array: np.ndarray, n: int) -> np.ndarray:
    """An array with one value for each of n providers. Raises ValueError for another."""
    if array.shape != (n,):
        raise ValueError(f"应有{n}个值，而大小为{array.shape}")
    return array


def column_of(data: Mapping[str, Any], n: int) -> Col:
    """A column of facts from its data."""
    low = one_each(unpacked(data["low"]), n)
    return Col(low, one_each(unpacked(data["high"]), n) if "high" in data else low)


def categories_of(data: Mapping[str, Any], n: int) -> tuple[tuple[str, ...], ...]:
    """Every provider's categories from their data."""
    sets = [tuple(str(key) for key in one) for one in data["sets"]]
    return tuple(sets[code] for code in one_each(unpacked(data["codes"]), n).tolist())


def calendar_of(data: Mapping[str, Any]) -> Calendar:
    """A calendar from its data."""
    return Calendar(unpacked(data["working"]), int(data["first"]), int(data["last"]))


def zipped(data: bytes) -> bytes:
    """The bytes to be stored for a receipt."""
    return zlib.compress(data, LEVEL)


def unzipped(compressed: bytes) -> bytes:
    """The receipt's bytes from the stored ones."""
    return zlib.decompress(compressed)
