"""Replaying a receipt: work the result out again from what is frozen in it, and say exactly what differs.

It needs no database, no plugin and no settings.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from banfa.procedures.receipts import format as receipt_format
from banfa.procedures.receipts.arrays import packed, unpacked
from banfa.procedures.receipts.evaluation_input import outcome

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from banfa.procedures.receipts.evaluation_input import Frozen
    from banfa.procedures.receipts.format import Receipt

SHOWN: Final = 20
NAMES: Final = {
    "taking_part": "是否参评",
    "points_low": "得分下限",
    "points_high": "得分上限",
    "total_low": "总分下限",
    "total_high": "总分上限",
    "grade_best": "可能的最好等级",
    "grade_worst": "可能的最差等级",
    "rank_best": "可能的最好名次",
    "rank_worst": "可能的最差名次",
}
SECTION: Final = {"about": "说明", "law": "规则", "facts": "事实", "results": "结果"}


@dataclass(frozen=True, slots=True)
class Replay:
    """`differences` in Chinese, none where the file is, to the byte, what its own law and facts lead to."""

    about: Mapping[str, Any]
    providers: int
    digest: str
    differences: tuple[str, ...]

    @property
    def same(self) -> bool:
        """Whether nothing differs."""
        return not self.differences


def replay(data: bytes) -> Replay:
    """Recompute a receipt. Raises ReceiptError for a file that cannot be read as one."""
    receipt = receipt_format.read(data)
    frozen = receipt_format.thaw(receipt)
    arrays = receipt_format.part("规则和事实", lambda: outcome(frozen.evaluate()))
    again = receipt_format.part("说明", lambda: receipt_format.build(frozen, receipt["about"], arrays))
    found = tuple(differences(receipt, again, frozen, arrays))
    if not found and again.data != data:
        found = ("文件字节与规范写法不同（内容一致，写法被改动）",)
    return Replay(receipt["about"], len(frozen.providers), again.digest, found)


def differences(
    receipt: Mapping[str, Any], again: Receipt, frozen: Frozen, arrays: Mapping[str, np.ndarray]
) -> Iterator[str]:
    """What the file says otherwise: results first, then sections altered after they were hashed."""
    stored = receipt["results"]
    for name in sorted(stored.keys() - arrays.keys()):
        yield f"结果中多出“{name}”"
    for name, array in sorted(arrays.items()):
        if name not in stored:
            yield f"结果中缺少“{NAMES[name]}”"
        elif stored[name] != packed(array):
            yield from changed(NAMES[name], stored[name], array, frozen)
    claimed = receipt["hashes"]
    present = receipt_format.part("内容", lambda: receipt_format.sealed(receipt))
    for name, zh in SECTION.items():
        if claimed.get(name) != present.hashes[name]:
            yield f"“{zh}”部分或其哈希被改动：凭证记载的哈希 {claimed.get(name)}，实际 {present.hashes[name]}"
        elif name != "results" and present.sections[name] != again.sections[name]:
            yield f"“{zh}”部分含有评价凭证所没有的内容，或写法不规范"
    if claimed.get("receipt") != again.digest:
        yield f"凭证总哈希不符：记载 {claimed.get('receipt')}，重算 {again.digest}"
    if extra := sorted(
        (receipt.keys() - {*receipt_format.SECTIONS, "format", "hashes"}) | (claimed.keys() - again.hashes)
    ):
        yield f"凭证中多出“{'、'.join(extra)}”"


def changed(zh: str, stored: Any, array: np.ndarray, frozen: Frozen) -> Iterator[str]:
    """Cell by cell, what an array of the file says otherwise."""
    try:
        was = unpacked(stored)
    except (KeyError, TypeError, ValueError) as error:
        yield f"{zh}无法读取：{error}"
        return
    if was.shape != array.shape:
        yield f"{zh}的大小不同：凭证 {was.shape}，重算 {array.shape}"
        return
    cells = np.argwhere(was != array)
    for cell in islice(cells, SHOWN):
        at = tuple(int(i) for i in cell)
        where = f"服务商 {int(frozen.providers[at[-1]])}" + (f" 第 {at[0] + 1} 项指标" if len(at) > 1 else "")
        yield f"{where} {zh}：凭证 {int(was[at])}，重算 {int(array[at])}"
    if len(cells) > SHOWN:
        yield f"{zh}另有 {len(cells) - SHOWN} 处不同"
    if not len(cells):
        yield f"{zh}的写法不同（内容一致）"
