"""Replaying a receipt: work the result out again from what is frozen in it, and say exactly what differs.

It needs no database, no plugin and no settings.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from banfa.procedures.receipts.arrays import pack_array, unpack_array
from banfa.procedures.receipts.evaluation_input import outcome
from banfa.procedures.receipts.format import SECTIONS, build_receipt, read_part, read_receipt, seal, thaw

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from banfa.procedures.receipts.evaluation_input import Frozen
    from banfa.procedures.receipts.format import Receipt

MAX_CELLS: Final = 20
"""How many cells of an array are told one by one."""
ARRAY_NAMES: Final = {
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
SECTION_NAMES: Final = {"about": "说明", "law": "规则", "facts": "事实", "results": "结果"}


@dataclass(frozen=True, slots=True)
class Replay:
    """What came of it: `title` names bureau and round.

    `differences` are in Chinese, none where the file is, to the byte, what its own law and facts lead to.
    """

    title: str
    providers: int
    digest: str
    differences: tuple[str, ...]

    @property
    def same(self) -> bool:
        """Whether nothing differs."""
        return not self.differences


def replay(data: bytes) -> Replay:
    """Recompute a receipt. Raises ReceiptError for a file that cannot be read as one."""
    receipt = read_receipt(data)
    frozen = thaw(receipt)
    arrays = read_part("规则和事实", lambda: outcome(frozen.evaluate()))
    again = read_part("说明", lambda: build_receipt(frozen, receipt["about"], arrays))
    different = read_part("结果", lambda: tuple(_compare(receipt, again, frozen, arrays)))
    if not different and again.data != data:
        different = ("文件字节与规范写法不同（内容一致，写法被改动）",)
    title = read_part("说明", lambda: f"{receipt['about']['bureau']} {receipt['about']['round']['name']}")
    return Replay(title, len(frozen.providers), again.digest, different)


def _compare(
    receipt: Mapping[str, Any], again: Receipt, frozen: Frozen, arrays: Mapping[str, np.ndarray]
) -> Iterator[str]:
    """Say what the file says otherwise: results first, then sections altered after they were hashed."""
    stored = receipt["results"]
    for name in sorted(stored.keys() - arrays.keys()):
        yield f"结果中多出“{name}”"
    for name, array in sorted(arrays.items()):
        if name not in stored:
            yield f"结果中缺少“{ARRAY_NAMES[name]}”"
        elif stored[name] != pack_array(array):
            yield from _compare_array(ARRAY_NAMES[name], stored[name], array, frozen)
    claimed = receipt["hashes"]
    present = read_part("内容", lambda: seal(receipt))
    for name, zh in SECTION_NAMES.items():
        if claimed.get(name) != present.hashes[name]:
            yield f"“{zh}”部分或其哈希被改动：凭证记载的哈希 {claimed.get(name)}，实际 {present.hashes[name]}"
        elif name != "results" and present.sections[name] != again.sections[name]:
            yield f"“{zh}”部分含有评价凭证所没有的内容，或写法不规范"
    if claimed.get("receipt") != again.digest:
        yield f"凭证总哈希不符：记载 {claimed.get('receipt')}，重算 {again.digest}"
    if extra := sorted((receipt.keys() - {*SECTIONS, "format", "hashes"}) | (claimed.keys() - again.hashes)):
        yield f"凭证中多出“{'、'.join(extra)}”"


def _compare_array(zh: str, stored: Mapping[str, Any], array: np.ndarray, frozen: Frozen) -> Iterator[str]:
    """Say cell by cell what an array of the file says otherwise."""
    try:
        was = unpack_array(stored)
    except (KeyError, TypeError, ValueError) as error:
        yield f"{zh}无法读取：{error}"
        return
    if was.shape != array.shape:
        yield f"{zh}的大小不同：凭证 {was.shape}，重算 {array.shape}"
        return
    cells = np.argwhere(was != array)
    for cell in islice(cells, MAX_CELLS):
        at = tuple(int(i) for i in cell)
        where = f"服务商 {int(frozen.providers[at[-1]])}" + (f" 第 {at[0] + 1} 项指标" if len(at) > 1 else "")
        yield f"{where} {zh}：凭证 {int(was[at])}，重算 {int(array[at])}"
    if len(cells) > MAX_CELLS:
        yield f"{zh}另有 {len(cells) - MAX_CELLS} 处不同"
    if not len(cells):
        yield f"{zh}的写法不同（内容一致）"
