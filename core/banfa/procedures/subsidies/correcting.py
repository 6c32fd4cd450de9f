"""Putting right what was entered and checked (更正、作废), in the ledger's manner: proposed, then confirmed.

Who proposes says only what is otherwise, and why; another person confirms or rejects it. What stood before
and why it was changed stays in the steps. Until it is confirmed the old value counts; what was voided counts
no more, and is never removed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import new_class
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from banfa.database.rows import TenantRow
from banfa.errors import Malformed
from banfa.ledger.entries.fields import Field, ReadingContext
from banfa.ledger.entries.specifiers import boolean, text
from banfa.procedures.cases.entered import STATES as ENTERED
from banfa.procedures.cases.entered import make_entered
from banfa.procedures.cases.steps import BY_OFFICE, take
from banfa.procedures.machine import Machine, Step, tabulate
from banfa.procedures.subsidies.papers import CHECK, MANAGE, Paper
from banfa.trust.canonical import plain
from banfa.trust.locks import Lock, take_lock

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from banfa.cities.profile import Profile
    from banfa.procedures.inputs import Nothing
    from banfa.trust.unit import Unit

R = TypeVar("R", bound=TenantRow)
P = TypeVar("P", bound=Paper)

STATES: Final = {**ENTERED, "correcting": "更正待复核", "voided": "已作废"}
COUNTED: Final = ("checked", "correcting")
"""States in which what was entered counts as a fact."""
DROPPED: Final = ("returned", "voided")
"""States in which it counts for nothing."""
_CLEARED: Final = ("correction", "corrected_by")
_BY_ANOTHER: Final = ("corrected_by",)


def tabulate_corrections(zh: str, *, leaves: tuple[str, ...] = ("checked",)) -> dict[str, Step]:
    """List the steps by which a row that was checked is put right."""
    return tabulate(
        Step("correct", f"提出更正{zh}", leaves, "correcting", MANAGE, "reject_correction", origin=BY_OFFICE),
        Step(
            "confirm_correction",
            f"同意更正{zh}",
            ("correcting",),
            "checked",
            CHECK,
            "correct",
            clears=_CLEARED,
            not_by=_BY_ANOTHER,
            origin=BY_OFFICE,
        ),
        Step(
            "void",
            f"同意作废{zh}",
            ("correcting",),
            "voided",
            CHECK,
            clears=_CLEARED,
            not_by=_BY_ANOTHER,
            origin=BY_OFFICE,
        ),
        Step(
            "reject_correction",
            f"不同意更正{zh}",
            ("correcting",),
            "checked",
            CHECK,
            "correct",
            clears=_CLEARED,
            not_by=_BY_ANOTHER,
            origin=BY_OFFICE,
        ),
    )


def make_correctable(row: type[R], *, zh: str, name: str, origin: str) -> Machine[R]:
    """Make the machine of rows that are entered, checked by another, and put right by two."""
    entered = make_entered(row, zh=zh, name=name, origin=origin, manage=MANAGE, check=CHECK)
    return Machine(
        row,
        zh=zh,
        missing=f"{name}_missing",
        changed=f"{name}_changed",
        states=STATES,
        steps={**entered.steps, **tabulate_corrections(zh)},
        persons={**entered.persons, "corrected_by": f"提出更正{zh}"},
    )


def make_correction(enter: type[Paper], **example: object) -> type[Paper]:
    """Make what is said to put an entry right: any of its fields, or that it is void, and why.

    What it refers to stays: of the wrong thing it is void, and entered anew.
    """
    fields = {
        name: replace(field, required=False)
        for name, field in enter.fields.items()
        if isinstance(field, Field)
    }
    given = {
        "__annotations__": {**dict.fromkeys(fields, "Any | None"), "void": "bool | None", "reason": "str"},
        "__doc__": "What is otherwise than was entered, and why.",
        "__module__": enter.__module__,
        **fields,
        "void": boolean("是否整条作废", hint="登记本不应有的选是，其余不填"),
        "reason": text("更正的理由", max_length=1000),
    }
    name = f"Correct{enter.__name__.removeprefix('Enter')}"
    return new_class(name, (Paper,), {"example": example}, lambda space: space.update(given))


@dataclass(frozen=True, slots=True, kw_only=True)
class Correctable(Generic[R, P]):
    """What can be put right: its machine, what is said to enter it, and what its values are held to.

    `fits` checks values against everything else, the row itself left out, and gives the columns that follow
    from them; `free` that nothing rests on a row that is to be void; `follow` does what follows.
    """

    machine: Machine[R]
    enter: type[P]
    fits: Callable[[Unit, Profile, R, P], Mapping[str, Any]]
    free: Callable[[Unit, R], None]
    follow: Callable[[Unit, R], None] = lambda _unit, _row: None

    def propose(
        self, unit: Unit, profile: Profile, row_id: int, data: Paper, version: int | None = None
    ) -> R:
        """Propose what is otherwise. Raises Malformed (`nothing_corrected`), and as `fits` and `free`."""
        take_lock(unit, Lock.SUBSIDIES)
        row = self.machine.begin(unit, "correct", row_id, version=version)
        given = {name: value for name, value in vars(data).items() if value not in (None, [])}
        correction = plain({name: value for name, value in given.items() if name in self.enter.fields})
        if bool(correction) == bool(given.get("void")):
            message = "请填写与原登记不同的各项；整条作废的，不填其他各项（void）。"
            raise Malformed("nothing_corrected", message, field="void")
        self._check(unit, profile, row, correction)
        proposed = {"correction": correction, "corrected_by": unit.actor.person.id}
        return take(unit, self.machine, row, "correct", given, **proposed)

    def confirm(
        self, unit: Unit, profile: Profile, row_id: int, _data: Nothing, version: int | None = None
    ) -> R:
        """Confirm it as another person: the row then is what was proposed. Raises as `propose`."""
        take_lock(unit, Lock.SUBSIDIES)
        row = self.machine.begin(unit, "confirm_correction", row_id, version=version)
        correction: dict[str, Any] = getattr(row, "correction")  # noqa: B009 - of every such row
        values = self._check(unit, profile, row, correction)
        before = plain({name: getattr(row, name) for name in correction})
        step = "confirm_correction" if values else "void"
        after = take(unit, self.machine, row, step, {"before": before, "after": correction}, **values)
        self.follow(unit, after)
        return after

    def reject(
        self, unit: Unit, _profile: Profile, row_id: int, _data: Nothing, version: int | None = None
    ) -> R:
        """Reject it as another person: the row stays as it was."""
        row = self.machine.begin(unit, "reject_correction", row_id, version=version)
        after = take(unit, self.machine, row, "reject_correction", {})
        self.follow(unit, after)
        return after

    def _check(self, unit: Unit, profile: Profile, row: R, correction: Mapping[str, Any]) -> dict[str, Any]:
        """Hold a row as it would be to everything else; gives the new values, none where it is void."""
        if not correction:
            self.free(unit, row)
            return {}
        whole = plain({name: getattr(row, name) for name in self.enter.fields}) | dict(correction)
        data = self.enter.read(whole, ReadingContext(profile, unit.today))
        follows = self.fits(unit, profile, row, data)
        return {name: getattr(data, name) for name in correction} | dict(follows)
