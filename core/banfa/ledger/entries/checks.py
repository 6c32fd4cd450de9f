"""Checks that several kinds share: what cannot be true of one row and of what it refers to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stdnum.cn import uscc as code_of_unit
from stdnum.exceptions import ValidationError

from banfa.errors import Malformed
from banfa.ledger.entries.fields import Unfit

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from banfa.ledger.entries.fields import ReadingContext
    from banfa.ledger.entries.kind import Draft


def uscc(value: Any, _ground: ReadingContext) -> str:
    """A 统一社会信用代码 (GB 32100): 18 characters, the last a check digit."""
    if not isinstance(value, str):
        raise Unfit("uscc_malformed", "应为 18 位统一社会信用代码")
    try:
        return str(code_of_unit.validate(value.upper()))
    except ValidationError as invalid:
        if type(invalid).__name__ == "InvalidChecksum":
            raise Unfit("uscc_check_digit", f"“{value[:40]}”的校验码不对，请核对是否录错") from None
        raise Unfit("uscc_malformed", f"“{value[:40]}”不是 18 位统一社会信用代码") from None


def ordered(
    first: str, first_zh: str, second: str, second_zh: str, *, code: str = "days_reversed"
) -> Callable[[Draft], None]:
    """Make a check that the second day, if both are given, is not before the first."""

    def check(draft: Draft) -> None:
        earlier, later = draft.values.get(first), draft.values.get(second)
        if earlier and later and later < earlier:
            raise Malformed(
                code, f"{second_zh}（{second}）{later} 早于{first_zh}（{first}）{earlier}。", field=second
            )

    return check


def not_before(
    parent: str, day: str, day_zh: str, own: str, own_zh: str, *, code: str
) -> Callable[[Draft], None]:
    """Make a check that a day of ours, if given, is not before a day of the entry that `parent` refers to."""

    def check(draft: Draft) -> None:
        entry, later = draft.parents.get(parent), draft.values.get(own)
        if entry and later and entry[day] and later < entry[day]:
            raise Malformed(code, f"{own_zh}（{own}）{later} 早于{day_zh} {entry[day]}。", field=own)

    return check


def together(first: str, second: str, why: str) -> Callable[[Draft], None]:
    """Make a check that of two fields both are given or neither."""

    def check(draft: Draft) -> None:
        if (draft.values.get(first) is None) != (draft.values.get(second) is None):
            lacking = first if draft.values.get(first) is None else second
            raise Malformed("field_missing", f"{why}（{lacking}）。", field=lacking)

    return check
