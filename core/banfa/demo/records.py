"""Reports of the kinds that a city declares, filled by what each field asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from banfa.law import FieldType

if TYPE_CHECKING:
    from banfa.demo.story import Firm, Story
    from banfa.law import Field, RecordKind


def tell_records(story: Story, firm: Firm) -> None:
    """A few reports of each kind, more from the able."""
    span, random = story.span, firm.random
    for kind in story.profile.record_kinds:
        weights = (4 - 4 * firm.talent, 2, 3 * firm.talent, 2 * firm.talent)
        for n in range(random.choices((0, 1, 2, 3), weights)[0]):
            story.tell(
                "record",
                provider=firm.uscc,
                kind=kind.key,
                item=f"{kind.zh}{firm.uscc[-5:]}-{n + 1}",
                occurred_on=firm.day(span.start, span.end).isoformat(),
                amount=random.randint(1, 5) if kind.amount_zh else None,
                body=_make_body(story, firm, kind),
            )


def _make_body(story: Story, firm: Firm, kind: RecordKind) -> dict[str, Any]:
    """A value for every field the kind requires."""
    return {f.key: _make_value(story, firm, f) for f in kind.fields if f.required}


def _make_value(story: Story, firm: Firm, field: Field) -> Any:
    """Something the field takes."""
    random = firm.random
    match field.type:
        case FieldType.INTEGER:
            return random.randint(field.low, min(field.high, field.low + 9))
        case FieldType.DATE:
            return firm.day(story.span.start, story.span.end).isoformat()
        case FieldType.CHOICE:
            return random.choice(field.options)
        case FieldType.YES_NO:
            return firm.chance(0.5)
    return f"{field.zh}（演示）"
