"""Scales as an official types them, cell by cell: what stands in a form or in a sheet, by name.

A scale's cells are `measure` (which figure), `shape`, `at-0`, `points-0`, `at-1` … (where a tier begins, and
what it earns), `each`, `upto`, `base` (of what is counted by item), `empty`; those of a list of criteria
begin with its place, as `0-measure`, and have `0-name` and `0-full` besides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from banfa.procedures.instruments.typed_numbers import read_points, read_threshold, unit_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from banfa.law import Fact, Measured, Share

ROWS: Final = 8
"""Tiers that a scale's table has room for, as long as nobody brings more."""
MAX_TIERS: Final = 40
CRITERIA: Final = 6
SHAPES: Final = {
    "tiers": "分档：自起点起得该档的分",
    "linear": "直线：填首尾两行，其间按比例",
    "per_item": "每项计分",
}


def read_scale(typed: Mapping[str, str], of: Fact | Share, menu: Sequence[Measured] = ()) -> dict[str, Any]:
    """Read a scale over a figure, or over one of a menu, as an instrument writes it. Raises ValueError."""
    chosen = _choose(menu, typed.get("measure", "")) if menu else None
    scale = _read_shape(typed, "", chosen.of if chosen else of)
    return {**({"measure": chosen.key} if chosen else {}), **scale}


def read_criteria(
    typed: Mapping[str, str], menu: Sequence[Measured], blocks: Iterable[int]
) -> list[dict[str, Any]]:
    """Read criteria; blocks without a figure are left out. Raises ValueError."""
    criteria = [_read_criterion(typed, menu, n) for n in blocks if typed.get(f"{n}-measure")]
    if not criteria:
        message = "请至少填一项指标。"
        raise ValueError(message)
    return criteria


def _read_criterion(typed: Mapping[str, str], menu: Sequence[Measured], n: int) -> dict[str, Any]:
    measured = _choose(menu, typed.get(f"{n}-measure", ""))
    try:
        scale = _read_shape(typed, f"{n}-", measured.of)
        full = read_points(typed.get(f"{n}-full") or "0")
    except ValueError as error:
        message = f"第{n + 1}项指标：{error}"
        raise ValueError(message) from error
    name = typed.get(f"{n}-name", "")
    return {"measure": measured.key, "full": full, "scale": scale, **({"name": name} if name else {})}


def _choose(menu: Sequence[Measured], key: str) -> Measured:
    for measured in menu:
        if measured.key == key:
            return measured
    message = "请选择统计口径。"
    raise ValueError(message)


def _read_shape(typed: Mapping[str, str], prefix: str, of: Fact | Share) -> dict[str, Any]:
    """Read a scale from the inputs of this prefix, as an instrument writes it. Raises ValueError."""

    def get(name: str) -> str:
        return typed.get(f"{prefix}{name}", "")

    shape = get("shape")
    if shape == "per_item":
        scale: dict[str, Any] = {
            "per_item": _need(get("each"), "每项的分值"),
            "upto": _need(get("upto"), "最多得分"),
        }
        if base := get("base"):
            scale["base"] = read_points(base)
    elif shape in SHAPES:
        scale = {shape: list(_read_rows(typed, prefix, of))}
    else:
        message = "请选择怎样计分。"
        raise ValueError(message)
    return {**scale, **({"empty": read_points(get("empty"))} if get("empty") else {})}


def _need(text: str, what: str) -> int | str:
    if not text:
        message = f"请填写{what}。"
        raise ValueError(message)
    return read_points(text)


def _read_rows(typed: Mapping[str, str], prefix: str, of: Fact | Share) -> Iterator[list[int | str]]:
    for n in range(MAX_TIERS):
        at, points = (typed.get(f"{prefix}{name}-{n}", "") for name in ("at", "points"))
        if not at and not points:
            continue
        if not at or not points:
            message = f"第{n + 1}行的起点（{unit_of(of)}）和分值都要填。"
            raise ValueError(message)
        yield [read_threshold(at, of), read_points(points)]
