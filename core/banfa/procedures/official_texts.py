"""The official text (原文) of an edition, as a bureau has it: no release carries one.

Kept whole as it was given, and by provision, so that a page can quote one. A later text takes the place of an
earlier one; what was there stays on record.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Index, bindparam

from banfa.cities.text.provisions import split_provisions
from banfa.database.rows import Bound, TenantRow, instant_column, json_column, text_column
from banfa.errors import Conflict, Malformed
from banfa.procedures.instruments.editions import find_edition
from banfa.trust.locks import Lock, take_lock

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from banfa.cities.profile import Profile
    from banfa.law import Cite
    from banfa.trust.unit import Unit

MAX_TEXT: Final = 100_000


class OfficialText(
    TenantRow,
    table="official_text",
    refers={"recorded_by": "person"},
    rights="SELECT, INSERT",
    constraints=(Index("ix_official_text_edition", "tenant_id", "edition", "id"),),
    bound=Bound(),
):
    """A text of an edition; `provisions` are what it says by path, `taken_from` where it was published."""

    id: int
    edition: str = text_column()
    text: str = text_column()
    provisions: dict[str, str] = json_column(dict[str, str])
    taken_from: str = text_column()
    recorded_by: int
    recorded_at: datetime = instant_column()


_LAST: Final = (
    OfficialText.select()
    .where(OfficialText.c.edition == bindparam("edition"))
    .order_by(OfficialText.c.id.desc())
    .limit(1)
)


def describe_text(text: OfficialText | None) -> dict[str, Any]:
    """Say which text an edition has, as plain data: to be held against later."""
    return (
        {"id": None, "taken_from": None} if text is None else {"id": text.id, "taken_from": text.taken_from}
    )


def record_text(
    unit: Unit,
    profile: Profile,
    *,
    edition: str,
    text: str,
    taken_from: str,
    seen: Mapping[str, Any] | None = None,
) -> OfficialText:
    """Record the official text of an edition. Raises Malformed for one that is not that measure's.

    `seen` is which text there was when somebody thought of it, as `describe_text` gives it: raises Conflict
    (`changed_meanwhile`) where there is another by now.
    """
    take_lock(unit, Lock.INSTRUMENTS)
    if seen is not None and describe_text(find_text(unit, edition)) != seen:
        raise Conflict("changed_meanwhile", "这个文本的原文刚刚已由他人登记，请看过再登。")
    law = find_edition(profile, edition)
    provisions = split_provisions(text)
    articles = {provision.cite.article for provision in law.outline}
    lacking = sorted(articles - {int(path.partition(".")[0]) for path in provisions})
    if lacking:
        message = f"没有认出第{'、'.join(map(str, lacking))}条。请粘贴全文，各条另起一行，以“第某条”开头。"
        raise Malformed("text_incomplete", message, field="text")
    recorded = unit.add(
        OfficialText,
        edition=edition,
        text=text,
        provisions=provisions,
        taken_from=taken_from,
        recorded_by=unit.actor.person.id,
        recorded_at=unit.now,
    )
    data = {"edition": edition, "taken_from": taken_from, "sha256": sha256(text.encode()).hexdigest()}
    unit.note("official_text.recorded", f"official_text/{recorded.id}", data)
    return recorded


def find_text(unit: Unit, edition: str) -> OfficialText | None:
    """Find the text of an edition that was recorded last; None where the bureau has none."""
    return unit.one_or_none(OfficialText, _LAST, edition=edition)


def quote_provision(text: OfficialText | None, place: Cite) -> str:
    """Give what the text says at a place, with the heading of its article; empty where there is nothing."""
    if text is None:
        return ""
    paths = (".".join(map(str, place.numbers[: n + 1])) for n in range(len(place.numbers)))
    return "".join(text.provisions.get(path, "") for path in paths)
