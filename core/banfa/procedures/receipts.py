"""The receipt (评价凭证): everything a result was worked out from, the result, and hashes that bind them.

One file of JSON in the canonical form of RFC 8785, so that the same content is the same bytes. `banfa replay` needs
the file alone.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import rfc8785

from banfa.errors import Conflict
from banfa.law import Edition, WorkingDays, from_data, to_data, walk
from banfa.procedures.arrays import packed, unpacked
from banfa.procedures.computations import computation
from banfa.procedures.frozen import Frozen, evaluated_law, outcome
from banfa.procedures.steps import find_round
from banfa.reasoning.calendar import NO_CALENDAR, Calendar
from banfa.reasoning.columns import Col

if TYPE_CHECKING:
    from collections.abc import Mapping

    from banfa.trust.unit import Unit

FORMAT: Final = "banfa-receipt-1"
SECTIONS: Final = ("about", "law", "facts", "results")


class ReceiptError(ValueError):
    """A file that is no receipt this version can read; the message is a Chinese sentence."""


def build(
    frozen: Frozen, about: Mapping[str, Any], results: Mapping[str, np.ndarray] | None = None
) -> dict[str, Any]:
    """The receipt of what `frozen` evaluates to. `about` says whose, which round, under which instruments.

    `results` are the arrays already worked out, to spare working them out again.
    """
    arrays = outcome(frozen.evaluate()) if results is None else results
    body = {
        "format": FORMAT,
        "about": dict(about),
        "law": to_data(frozen.edition),
        "facts": facts_data(frozen),
        "results": {name: packed(array) for name, array in sorted(arrays.items())},
    }
    return body | {"hashes": hashes(body)}


def facts_data(frozen: Frozen) -> dict[str, Any]:
    """The inputs besides the law."""
    keys = sorted(frozen.columns)
    low, high = (
        np.array([getattr(frozen.columns[k], end) for k in keys], np.int64) for end in ("low", "high")
    )
    shape = (len(keys), len(frozen.providers))
    return {
        "as_of": frozen.as_of,
        "providers": packed(frozen.providers.astype(np.int64)),
        "categories": [list(held) for held in frozen.categories],
        "keys": keys,
        "low": packed(low.reshape(shape)),
        "high": packed(high.reshape(shape)),
        "excluded": packed(frozen.excluded.astype(np.bool_)),
        "still_counted": packed(frozen.still_counted.astype(np.bool_)),
        "calendar": calendar_data(frozen),
    }


def calendar_data(frozen: Frozen) -> dict[str, Any]:
    """The working days that law counting in them was read with; nothing where the law counts in none."""
    used = any(isinstance(v, WorkingDays) for v in walk(evaluated_law(frozen.edition)))
    calendar = frozen.calendar if used else NO_CALENDAR
    return {
        "first": calendar.first,
        "last": calendar.last,
        "working": packed(calendar.working.astype(np.int64)),
    }


def hashes(body: Mapping[str, Any]) -> dict[str, str]:
    """A SHA-256 for each section, over its canonical bytes, and one over all of them."""
    each = {name: hashlib.sha256(rfc8785.dumps(body[name])).hexdigest() for name in SECTIONS}
    return each | {"receipt": hashlib.sha256(rfc8785.dumps(each)).hexdigest()}


def written(receipt: Mapping[str, Any]) -> bytes:
    """The receipt's bytes."""
    return rfc8785.dumps(receipt)


def read(data: bytes) -> dict[str, Any]:
    """The receipt in a file. Raises ReceiptError."""
    try:
        receipt = json.loads(data)
    except ValueError as error:
        raise ReceiptError(f"文件不是 JSON：{error}") from error
    if not isinstance(receipt, dict) or receipt.get("format") != FORMAT:
        raise ReceiptError(f"文件不是评价凭证（format 应为 {FORMAT}）")
    if missing := [s for s in (*SECTIONS, "hashes") if s not in receipt]:
        raise ReceiptError(f"凭证缺少 {'、'.join(missing)} 部分")
    return receipt


def thaw(receipt: Mapping[str, Any]) -> Frozen:
    """What the receipt's result was worked out from. Raises ReceiptError."""
    try:
        facts, calendar = receipt["facts"], receipt["facts"]["calendar"]
        edition = from_data(receipt["law"])
        low, high = unpacked(facts["low"]), unpacked(facts["high"])
        columns = {
            k: Col(low[n], low[n] if (low[n] == high[n]).all() else high[n])
            for n, k in enumerate(facts["keys"])
        }
        frozen = Frozen(
            edition=edition,
            as_of=facts["as_of"],
            providers=unpacked(facts["providers"]),
            categories=tuple(tuple(held) for held in facts["categories"]),
            columns=columns,
            excluded=unpacked(facts["excluded"]),
            still_counted=unpacked(facts["still_counted"]),
            calendar=Calendar(unpacked(calendar["working"]), calendar["first"], calendar["last"]),
        )
    except (KeyError, TypeError, ValueError, IndexError) as error:
        raise ReceiptError(f"凭证内容无法读取：{error}") from error
    if not isinstance(edition, Edition):
        raise ReceiptError("凭证的 law 部分不是一个版本")
    return frozen


def receipt_bytes(unit: Unit, *, round_id: int) -> bytes:
    """The receipt of the round's last computation. Raises Missing, or Conflict where there is none."""
    row = find_round(unit, round_id, lock=False)
    if row["computation_id"] is None:
        raise Conflict("not_computed", "该评价周期尚未计算，没有评价凭证。", state=row["state"])
    return unzipped(stored(unit, row["computation_id"]))


def stored(unit: Unit, computation_id: int) -> bytes:
    """A computation's receipt as it is stored, compressed."""
    statement = unit.select(computation.c.receipt).where(computation.c.id == computation_id)
    data: bytes = unit.connection.execute(statement).scalar_one()
    return data


def unzipped(compressed: bytes) -> bytes:
    """The receipt's bytes from the stored ones."""
    return zlib.decompress(compressed)
