"""Checks that several kinds share, of one row and what it refers to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint

from banfa.errors import Malformed
from banfa.ledger.entries.entry import Check
from banfa.ledger.entries.values import is_standard_uscc

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from banfa.ledger.entries.entry import Draft, Kind


@dataclass(frozen=True)
class InOrder(Check):
    """Of two days that are both given, the second is not before the first."""

    first: str
    second: str
    code: str = "days_reversed"

    def __call__(self, kind: Kind, draft: Draft) -> None:
        """Raise Malformed for a row that breaks the rule."""
        earlier, later = draft.values[self.first], draft.values[self.second]
        if earlier and later and later < earlier:
            first, second = kind.field(self.first), kind.field(self.second)
            message = f"{second.zh}（{second.name}）{later} 早于{first.zh}（{first.name}）{earlier}。"
            raise Malformed(self.code, message, field=second.name)

    def constraints(self) -> Sequence[CheckConstraint]:
        """The same in SQL."""
        return (CheckConstraint(f"{self.second} >= {self.first}", name=f"{self.second}_after_{self.first}"),)


@dataclass(frozen=True)
class Together(Check):
    """Of two fields both are given, or neither."""

    first: str
    second: str

    def __call__(self, kind: Kind, draft: Draft) -> None:
        """Raise Malformed for a row that breaks the rule."""
        if (draft.values[self.first] is None) == (draft.values[self.second] is None):
            return
        given, lacking = self.first, self.second
        if draft.values[self.first] is None:
            given, lacking = lacking, given
        message = f"{kind.field(given).zh}须与{kind.field(lacking).zh}（{lacking}）一并填写。"
        raise Malformed("field_missing", message, field=lacking)

    def constraints(self) -> Sequence[CheckConstraint]:
        """The same in SQL."""
        same = f"({self.first} IS NULL) = ({self.second} IS NULL)"
        return (CheckConstraint(same, name=f"{self.first}_with_{self.second}"),)


@dataclass(frozen=True)
class NotBefore(Check):
    """A day of ours, if given, is not before a day of the entry that `reference` refers to."""

    reference: str
    day: str
    own: str
    code: str

    def __call__(self, kind: Kind, draft: Draft) -> None:
        """Raise Malformed for a row that breaks the rule."""
        parent, later = draft.parents.get(self.reference), draft.values[self.own]
        if parent is None:
            return
        earlier: date | None = getattr(parent, self.day)
        if earlier and later and later < earlier:
            reference = next(ref for ref in kind.references if ref.name == self.reference)
            day = type(parent).declaration.field(self.day)
            own = kind.field(self.own)
            message = f"{own.zh}（{own.name}）{later} 早于{reference.zh}的{day.zh} {earlier}。"
            raise Malformed(self.code, message, field=own.name)


@dataclass(frozen=True)
class CodeOnLicence(Check):
    """A credit code is as GB 32100 gives it, or somebody says that the licence, which he has seen, bears it.

    Some licences issued before 2016 bear another check digit; codes of some registries begin with a letter.
    """

    code: str
    seen: str

    def __call__(self, kind: Kind, draft: Draft) -> None:
        """Raise Malformed for a row that breaks the rule."""
        code = draft.values[self.code]
        if code is None or draft.values[self.seen] or is_standard_uscc(code):
            return
        what, why = (
            ("uscc_check_digit", "的校验码不对") if code[0].isdigit() else ("uscc_letter", "以字母开头")
        )
        field = kind.field(self.code)
        mend = f"请核对是否录错；执照上确是如此的，请一并填写 {self.seen}: true"
        raise Malformed(what, f"{field.zh}（{field.name}）“{code}”{why}，{mend}。", field=field.name)
