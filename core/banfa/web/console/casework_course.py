"""The course of a thing in words: who took which step when, of what, what was said, and what asks for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from banfa.ledger.entries.fields import Field
from banfa.ledger.sheets.columns import WAN, Cell, make_column
from banfa.procedures.cases.steps import BY_TEXT
from banfa.trust.ids import kind_of_field
from banfa.web.casework.columns import COMMON, find_input
from banfa.web.casework.resources import RESOURCES
from banfa.web.console.casework_names import Named, name_things
from banfa.web.console.frame.formats import format_cell, format_cite, format_rate, format_wan

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from banfa.procedures.cases.steps import CaseStep
    from banfa.procedures.inputs import Link
    from banfa.trust.persons import WithPerson
    from banfa.web.casework.declared import Act, Resource
    from banfa.web.console.casework_names import Names
    from banfa.web.console.frame.calls import PageCall

NOT_SAID: Final = ("case_id", "document_id", "provider_id", "submission", "place")
"""What stands beside a step already, or says nothing to people."""


@dataclass(frozen=True, slots=True)
class TakenStep:
    """A step: `said` are label and words, `on` what it was taken of, `cite` by which provision."""

    zh: str
    person: str
    at: datetime
    origin: str
    on: Named
    said: Sequence[tuple[str, str]]
    cite: str = ""


def describe_course(call: PageCall, steps: Sequence[WithPerson[CaseStep]]) -> list[TakenStep]:
    """Describe steps, of one thing or of a whole case: one statement a kind of thing that is named."""
    wanted: dict[str, set[int]] = {}
    for step, _ in steps:
        wanted.setdefault(step.thing, set()).add(step.thing_id)
        for name, value in step.said.items():
            if (kind := kind_of_field(name)) and isinstance(value, int) and name not in NOT_SAID:
                wanted.setdefault(kind, set()).add(value)
    names = name_things(call, wanted)
    return [_describe_step(call, step, person, names) for step, person in steps]


def _describe_step(call: PageCall, step: CaseStep, person: str | None, names: Names) -> TakenStep:
    resource = RESOURCES[step.thing]
    assert resource.machine is not None  # noqa: S101 - it has taken a step
    declared, key = resource.machine.steps[step.step], (step.thing, step.thing_id)
    return TakenStep(
        zh=declared.zh,
        person=person or "",
        at=step.taken_at,
        origin=declared.origin,
        on=names.get(key, Named(resource.zh)),
        said=list(describe_said(call, resource, step.step, step.said, names)),
        cite=names[key].cite if declared.origin == BY_TEXT and key in names else "",
    )


def describe_said(
    call: PageCall, resource: Resource, step: str, inputs: Mapping[str, Any], names: Names
) -> Iterator[tuple[str, str]]:
    """Say in words what was said to take a step, each with its label."""
    act = _find_act(resource, step)
    fields = act.inputs.fields if act is not None else {}
    # The database puts the names of what was said in an order of its own.
    for name in sorted(inputs, key=[*fields, *sorted(inputs)].index):
        if name in NOT_SAID:
            continue
        field, value = fields.get(name) or find_input(resource, name), inputs[name]
        zh = field.zh if field is not None else COMMON.get(name, "")
        if name == "edition":
            words = call.name_edition(value)
        elif name in ("cite", "clause"):
            words = format_cite(value)
        elif isinstance(value, str) and value in resource.words.get(name, {}):
            words = resource.words[name][value]
        else:
            words = _write(call, field, name, value, names)
        if zh and words:
            yield zh, words.removesuffix("。")


def _find_act(resource: Resource, step: str) -> Act | None:
    """The act that takes a step, or that makes the thing."""
    taking = next((act for act in resource.acts if step in act.steps), None)
    if taking is not None:
        return taking
    assert resource.machine is not None  # noqa: S101 - it has steps
    if resource.machine.steps[step].leaves:
        return None
    making = (act for other in RESOURCES.values() for act in other.acts if act.gives == resource.name)
    return next(making, None) or next(iter(resource.makes), None)


def _write(call: PageCall, field: Field | Link | None, name: str, value: Any, names: Names) -> str:
    """Write one value in words."""
    if (kind := kind_of_field(name)) and isinstance(value, int):
        named = names.get((kind, value))
        return named.words if named else ""
    if isinstance(field, Field) and isinstance(value, str | int) and not isinstance(value, bool):
        column = make_column(field, call.profile)
        if isinstance(value, int) and column.unit == WAN:
            return f"{format_wan(value)}{WAN}"
        if isinstance(value, int) and column.cell is Cell.RATE:
            return format_rate(value)
        return column.options.get(str(value), str(value))
    return write_lines(value)


def write_lines(value: Any) -> str:
    """Write a value that has parts: the parts of one item by commas, items by semicolons."""
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "；".join(
            "，".join(format_cell(part).removesuffix("。") for part in item.values()) for item in value
        )
    return format_cell(value)
