"""Fields of forms that set open terms: a number in its unit, a scale as a table, a list of criteria."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wtforms import Field, StringField

from banfa.procedures.instruments.typed_numbers import format_whole, name_unit, read_whole
from banfa.procedures.instruments.typed_scales import (
    CRITERIA,
    MAX_TIERS,
    ROWS,
    SHAPES,
    read_criteria,
    read_scale,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from banfa.law import Measured, OpenNumber, OpenScale


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

    @property
    def rows(self) -> range:
        """The rows of a scale's table: as many as there is something in, and room for the usual number."""
        filled = [n for n in range(MAX_TIERS) if any(name.endswith(f"at-{n}") for name in self.typed)]
        return range(max([ROWS, *(n + 1 for n in filled)]))


class ScaleField(TypedField):
    """A scale over one figure, or over one of several."""

    def __init__(self, label: str, term: OpenScale, full: int, **options: Any) -> None:
        super().__init__(label, description=f"满分{full}分", **options)
        self.of, self.menu, self.shapes = term.of, term.menu, SHAPES

    def read(self) -> Any:
        """Read the figure and its scale."""
        return read_scale(self.typed, self.of, self.menu)


class CriteriaField(TypedField):
    """The criteria of a dimension, each over a figure of the menu; blocks without a figure are left out."""

    def __init__(self, label: str, menu: Sequence[Measured], **options: Any) -> None:
        super().__init__(label, **options)
        self.menu, self.shapes, self.blocks = menu, SHAPES, range(CRITERIA)

    def read(self) -> Any:
        """Read the list."""
        return read_criteria(self.typed, self.menu, self.blocks)
