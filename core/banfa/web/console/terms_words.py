"""What an open term is set to, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from banfa.law import Choice, OpenCriteria, OpenNumber, OpenScale
from banfa.law.scales import parse_scale
from banfa.procedures.instruments.typed_numbers import format_whole
from banfa.reasoning.explain import explain_scale

if TYPE_CHECKING:
    from banfa.law import Scale
    from banfa.law.settle import OpenTerm

NUMBER, CHOICE, READING, SCALE, CRITERIA = "number", "choice", "reading", "scale", "criteria"
KINDS: Final = {NUMBER: "数", CHOICE: "选择", READING: "适用口径", SCALE: "评分标准", CRITERIA: "评价指标"}


def name_kind(term: OpenTerm) -> str:
    """Of which kind a term is."""
    match term:
        case OpenNumber():
            return NUMBER
        case Choice():
            return READING if term.reading else CHOICE
        case OpenScale():
            return SCALE
    return CRITERIA


def describe_value(term: OpenTerm, value: Any) -> str:
    """Say what a term is set to, empty for what the term does not take."""
    match term:
        case OpenNumber() if isinstance(value, int):
            return format_whole(value, term.unit)
        case Choice():
            return next((option.zh for option in term.options if option.key == value), "")
        case OpenScale():
            scale = find_scale(term, value)
            return explain_scale(scale) if scale else ""
        case OpenCriteria() if isinstance(value, list):
            names = {measured.key: measured.zh for measured in term.menu}
            return "；".join(
                f"{row.get('name') or names[row['measure']]}（满分{row['full']}分）" for row in value
            )
    return ""


def find_scale(term: OpenTerm, value: Any) -> Scale | None:
    """Make the scale that a term is set to; None for a term of another kind, or not set."""
    if not isinstance(term, OpenScale) or not isinstance(value, dict):
        return None
    figures = {measured.key: measured.of for measured in term.menu}
    of = figures.get(str(value.get("measure")), term.of)
    return parse_scale(of, {name: part for name, part in value.items() if name != "measure"})
