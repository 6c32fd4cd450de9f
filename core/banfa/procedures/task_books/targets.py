"""Targets of a two-party paper (目标): item, unit, exact number, and by when, as the paper has them."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from banfa.errors import Malformed
from banfa.ledger.entries.specifiers import object_list, text
from banfa.ledger.entries.values import InvalidValue, read_day

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_TARGETS: Final = 100
_NUMBER: Final = re.compile(r"(0|[1-9][0-9]{0,11})(\.[0-9]{1,4})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class BookTarget:
    """A target. `quantity` is a decimal number as the paper has it; it is never made a float."""

    item: str
    unit: str
    quantity: str
    due_on: str


def targets_field() -> Any:  # noqa: ANN401 - a field specifier
    """Declare targets, one a line."""
    return object_list(
        "目标",
        {
            "item": text("目标事项", max_length=200),
            "unit": text("单位", max_length=20),
            "quantity": text("数量", max_length=20),
            "due_on": text("应完成之日", max_length=10),
        },
        required=("item", "unit", "quantity", "due_on"),
        max_items=MAX_TARGETS,
        hint="每行一项：目标事项｜单位｜数量（照文书填写，可有小数）｜应完成之日（2026-06-30）",
    )


def check_targets(targets: Sequence[dict[str, Any]]) -> None:
    """Check numbers and days, and that no item is due twice on a day.

    Raises Malformed (`target_malformed`, `target_repeated`).
    """
    seen: set[tuple[str, str]] = set()
    for target in read_targets(targets):
        if not _NUMBER.fullmatch(target.quantity):
            message = f"“{target.item}”的数量（quantity）应为数，小数不超过四位，如 12 或者 95.5。"
            raise Malformed("target_malformed", message, field="targets")
        try:
            read_day(target.due_on)
        except InvalidValue as invalid:
            message = f"“{target.item}”的应完成之日（due_on）应为日期，如 2026-06-30。"
            raise Malformed("target_malformed", message, field="targets") from invalid
        if (target.item, target.due_on) in seen:
            message = f"“{target.item}”在{target.due_on}填了两次，请合并为一项（targets）。"
            raise Malformed("target_repeated", message, field="targets")
        seen.add((target.item, target.due_on))


def read_targets(targets: Sequence[dict[str, Any]]) -> list[BookTarget]:
    """Read targets as rows, those that are due first at the head."""
    return sorted((BookTarget(**target) for target in targets), key=lambda each: each.due_on)


def find_end_of(period: str) -> date | None:
    """The last day of a period, a year (2026) or a month (2026-04); None for what is neither."""
    try:
        if re.fullmatch(r"[0-9]{4}", period, re.ASCII):
            return date(int(period), 12, 31)
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}", period, re.ASCII):
            year, month = int(period[:4]), int(period[5:])
            return date(year, month, monthrange(year, month)[1])
    except ValueError:
        return None  # calendar.IllegalMonthError is one
    return None
