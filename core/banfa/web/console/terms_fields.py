"""Fields of forms that set open terms: a number in its unit, a scale as a table, a list of criteria."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from wtforms import Field, StringField

from banfa.web.console.terms_numbers import (
    format_whole,
    name_unit,
    read_points,
    read_threshold,
    read_whole,
    unit_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from banfa.law import Fact, Measured, OpenNumber, OpenScale, Share

ROWS: Final = 8
"""Tiers that a scale's table has room for."""
CRITERIA: Final = 6
SHAPES: Final = {
    "tiers": "分档：自起点起得该档的分",
    "linear": "直线：填首尾两行，其间按比例",
    "per_item": "每项计分",
}


class NumberField(StringField):  # type: ignore[misc]
    """An open number; its data is what an instrument sets."""

    def __init__(self, term: OpenNumber, **options: Any) -> None:
        unit = name_unit(term.unit)
        span = f"{format_whole(term.low, term.unit)}至{format_whole(term.high, term.unit)}"
        near = f"；办法写的是约{term.near}" if term.near else ""
        super().__init__(f"{term.zh}（单位：{unit}）", description=f"{span}{near}", **options)
        self.unit = term.unit

    def _value(self) -> str:
        return self.raw_data[0] if self.raw_data else ""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed. Raises ValueError, as WTForms wants."""
        text = "".join(valuelist).strip()
        self.data = None
        if not text:
            message = "请填写取值。"
            raise ValueError(message)
        self.data = read_whole(text, self.unit)


class TypedField(Field):  # type: ignore[misc]
    """A field of several inputs, each named after it; `typed` is what stands in them."""

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:  # noqa: ARG002
        """Keep what was typed and read it; what is wrong with it stands beside the field."""
        self.process_errors, self.data = [], None
        start = f"{self.name}-"
        self.typed = {
            name.removeprefix(start): str(formdata.get(name)).strip()
            for name in (formdata or ())
            if name.startswith(start)
        }
        if self.typed:
            try:
                self.data = self.read()
            except ValueError as error:
                self.process_errors.append(str(error))

    def read(self) -> Any:
        """Read what was typed, as an instrument writes it. Raises ValueError in Chinese."""
        raise NotImplementedError

    def get(self, name: str) -> str:
        """What was typed into an input."""
        return self.typed.get(name, "")


class ScaleField(TypedField):
    """A scale over one figure, or over one of several."""

    def __init__(self, label: str, term: OpenScale, full: int, **options: Any) -> None:
        super().__init__(label, description=f"满分{full}分", **options)
        self.of, self.menu, self.rows, self.shapes = term.of, term.menu, range(ROWS), SHAPES

    def read(self) -> Any:
        """Read the figure and its scale."""
        chosen = _choose(self.menu, self.get("measure")) if self.menu else None
        scale = _read_scale(self.typed, "", chosen.of if chosen else self.of)
        return {**({"measure": chosen.key} if chosen else {}), **scale}


class CriteriaField(TypedField):
    """The criteria of a dimension, each over a figure of the menu; blocks without a figure are left out."""

    def __init__(self, label: str, menu: Sequence[Measured], **options: Any) -> None:
        super().__init__(label, **options)
        self.menu, self.rows, self.shapes, self.blocks = menu, range(ROWS), SHAPES, range(CRITERIA)

    def read(self) -> Any:
        """Read the list."""
        criteria = [self._read_one(n) for n in self.blocks if self.get(f"{n}-measure")]
        if not criteria:
            message = "请至少填一项指标。"
            raise ValueError(message)
        return criteria

    def _read_one(self, n: int) -> dict[str, Any]:
        measured = _choose(self.menu, self.get(f"{n}-measure"))
        try:
            scale = _read_scale(self.typed, f"{n}-", measured.of)
            full = read_points(self.get(f"{n}-full") or "0")
        except ValueError as error:
            message = f"第{n + 1}项指标：{error}"
            raise ValueError(message) from error
        name = self.get(f"{n}-name")
        return {"measure": measured.key, "full": full, "scale": scale, **({"name": name} if name else {})}


def _choose(menu: Sequence[Measured], key: str) -> Measured:
    for measured in menu:
        if measured.key == key:
            return measured
    message = "请选择统计口径。"
    raise ValueError(message)


def _read_scale(typed: Mapping[str, str], prefix: str, of: Fact | Share) -> dict[str, Any]:
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
    for n in range(ROWS):
        at, points = (typed.get(f"{prefix}{name}-{n}", "") for name in ("at", "points"))
        if not at and not points:
            continue
        if not at or not points:
            message = f"第{n + 1}行的起点（{unit_of(of)}）和分值都要填。"
            raise ValueError(message)
        yield [read_threshold(at, of), read_points(points)]
