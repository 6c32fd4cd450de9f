"""What an applicant has written and not handed in: read by links to apply for it, and by nothing else.

No operation and no page of the bureau's has any of it, and once it was handed in nothing is left of it.
"""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - the row's annotations are read
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import UniqueConstraint, bindparam

from banfa.database.rows import TenantRow, instant_column, json_column, text_column
from banfa.errors import Malformed
from banfa.procedures.seen_text import check_seen

if TYPE_CHECKING:
    from banfa.procedures.party_links.link_rows import PartyLink
    from banfa.trust.unit import Unit

MAX_DRAFT: Final = 200_000
"""Characters of a draft."""


class PartyDraft(
    TenantRow,
    table="party_draft",
    refers={"admission_batch_id": "admission_batch"},
    constraints=(UniqueConstraint("tenant_id", "admission_batch_id", "applicant_code"),),
    unbound="an applicant's own until it is handed in; nothing is read from it by the bureau",
    erasable=("said",),
):
    """What an applicant has written and not handed in; nothing once it was, or once it was emptied."""

    id: int
    admission_batch_id: int
    applicant_code: str = text_column()
    said: dict[str, Any] = json_column(dict[str, Any])
    saved_at: datetime = instant_column()
    emptied_at: datetime | None = instant_column()


c = PartyDraft.c
_DRAFT: Final = PartyDraft.select().where(
    c.admission_batch_id == bindparam("batch"), c.applicant_code == bindparam("code")
)


def read_draft(unit: Unit, link: PartyLink) -> dict[str, Any]:
    """Read what the applicant has written so far; empty where nothing."""
    values = {"batch": link.admission_batch_id, "code": link.applicant_code}
    draft = unit.one_or_none(PartyDraft, _DRAFT, **values)
    return {} if draft is None else draft.said


def save_draft(unit: Unit, link: PartyLink, typed: dict[str, Any]) -> None:
    """Save what the applicant has written; nothing of it is checked yet but as `check_typed` does.

    Raises Malformed (`draft_too_long`, `unstorable_text`).
    """
    check_typed(typed)
    key = {"admission_batch_id": link.admission_batch_id, "applicant_code": link.applicant_code}
    new = {"said": typed, "saved_at": unit.now, "emptied_at": None}
    statement = unit.upsert(PartyDraft.table).values(**key, **new)
    names = ["tenant_id", *key]
    unit.execute(statement.on_conflict_do_update(index_elements=names, set_=new))
    unit.unaudited("a draft is its writer's own until it is handed in")


def check_typed(typed: dict[str, Any]) -> None:
    """Check that what was typed is not too long, and text that is seen as it stands. Raises Malformed."""
    if len(str(typed)) > MAX_DRAFT:
        raise Malformed("draft_too_long", "所填内容过长，请压缩说明，详细材料写入申报书。")
    texts = [value for value in typed.values() if isinstance(value, str)]
    for what, words in typed.get("statements", {}).items():
        texts += [what, words]
    check_seen(texts)


def clear_draft(unit: Unit, link: PartyLink) -> None:
    """Leave nothing of a draft that was handed in."""
    table = PartyDraft.table
    same = (
        table.c.admission_batch_id == link.admission_batch_id,
        table.c.applicant_code == link.applicant_code,
    )
    unit.execute(unit.update(table).where(*same).values(said={}, saved_at=unit.now))
