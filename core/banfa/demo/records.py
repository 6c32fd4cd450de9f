"""Reports of the kinds that a city declares, filled by what each field asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from banfa.law import FieldType

if TYPE_CHECKING:
    from random import Random

    from banfa.demo.story import Story
    from banfa.law import Field, RecordKind


def records(told: Story, uscc: str, talent: float) -> None:
    """A few reports of each kind, more from the able."""
    for kind in told.profile.record_kinds:
        for n in range(told.random.choices((0, 1, 2, 3), (5 - 4 * talent, 2, 2 * talent, talent))[0]):
            told.tell(
                "record",
                provider=uscc,
                kind=kind.key,
                item=f"{kind.zh}{uscc[-5:]}-{n + 1}",
                occurred_on=told.span.day(told.random).isoformat(),
                amount=told.random.randint(1, 5) if kind.amount_zh else None,
                body=body(told, kind),
            )


def body(told: Story, kind: RecordKind) -> dict[str, Any]:
    """A value for every field the kind requires."""
    return {f.key: value(told, f) for f in kind.fields if f.required}


def value(told: Story, field: Field) -> Any:
    """Something the field takes."""
    random: Random = told.random
    match field.type:
        case FieldType.INTEGER:
            return random.randint(field.low, min(field.high, field.low + 9))
        case FieldType.DATE:
            return told.span.day(random).isoformat()
        case FieldType.CHOICE:
            return random.choice(field.options)
        case FieldType.YES_NO:
            return random.random() < 0.5
    return f"{field.zh}（演示）"
