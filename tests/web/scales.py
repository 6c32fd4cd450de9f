"""Scales as a sheet of scales has them, row by row."""

from __future__ import annotations

from tests.web.sheets import make_sheet

SHAPES = {"tiers": "分档", "linear": "直线", "per_item": "每项计分"}
HEADS = (
    "标识",
    "第几项指标",
    "指标名称",
    "指标满分（分）",
    "统计口径",
    "计分方式",
    "起点",
    "得分",
    "每项得分",
    "最多得分",
    "基础分",
    "没有可比数据时得分",
)


def make_rows(key, value):
    """The rows of a scale, or of the criteria of a dimension, each by heads, as a document sets it."""
    if isinstance(value, list):
        return [
            {**row, "第几项指标": str(n), **(named if first else {})}
            for n, criterion in enumerate(value, 1)
            for named in [{"指标名称": criterion["name"], "指标满分（分）": str(criterion["full"])}]
            for first, row in _mark_first(
                make_rows(key, {"measure": criterion["measure"], **criterion["scale"]})
            )
        ]
    shape = next(name for name in SHAPES if name in value)
    whole = {"计分方式": SHAPES[shape]}
    whole |= {"统计口径": value["measure"]} if "measure" in value else {}
    whole |= {"没有可比数据时得分": str(value["empty"])} if "empty" in value else {}
    if shape == "per_item":
        more = {"每项得分": "per_item", "最多得分": "upto", "基础分": "base"}
        cells = {head: str(value[name]) for head, name in more.items() if name in value}
        return [{"标识": key, **whole, **cells}]
    tiers = [{"标识": key, "起点": str(at), "得分": str(points)} for at, points in value[shape]]
    return [{**tiers[0], **whole}, *tiers[1:]]


def _mark_first(rows):
    return [(n == 0, row) for n, row in enumerate(rows)]


def make_scale_sheet(settings):
    """A sheet that sets these scales and criteria."""
    rows = [row for key, value in settings.items() for row in make_rows(key, value)]
    return make_sheet(HEADS, *[tuple(row.get(head) for head in HEADS) for row in rows])
