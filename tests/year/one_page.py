"""试点工作一页纸, the sheet for the head of the bureau, held to figures that are worked out by hand."""

from __future__ import annotations

from tests.year.desk import FIRST

HEADS = (
    "目标企业数｜已签约｜已完工｜已验收｜二级及以上｜超期项目数｜距目标｜完成率（%）",
    "合同额（万元）｜奖补已下达（万元）｜奖补已拨付（万元）｜资金执行率（%）｜在库（家）｜整改中（家）｜已清退（家）",
    "名次｜县（市、区）｜目标企业数｜已签约｜已验收｜完成率（%）｜较上月（百分点）",
)
"""The heads of the sheet's three tables; an empty cell, — in a story, is a fact that nobody has reported."""


def read_rows(words):
    """The rows of a page's tables, each in one line, without empty cells at its ends."""
    rows = ["｜".join(cell.strip() for cell in line.split("\t")) for line in words.split("\n")]
    return [row.strip("｜") for row in rows if "｜" in row]


def check_one_page(desk, rows):
    """Hold the sheet to its three heads and these rows: districts of one rate in the order of their names."""
    desk.read("/one-page")
    window = desk.at(FIRST)
    there = read_rows(window.print_page(f"year-{desk.profile.city.key}-one-page"))
    first, second, *ranked = [row.replace("—", "").strip("｜") for row in rows]
    assert there == [HEADS[0], first, HEADS[1], second, HEADS[2], *ranked], "\n".join(there)
