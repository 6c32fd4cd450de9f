"""Rows on their way in: read field by field against the city's words, or refused with field and reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from banfa.errors import BanfaError, Malformed
from banfa.ledger.entries.fields import MOST_TEXT, Field, words
from banfa.ledger.entries.kind import Draft, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from banfa.ledger.entries.fields import ReadingContext

EXTERNAL_ID = Field("external_id", "外部编号", words)


def read(kind: Kind, rows: Iterable[Mapping[str, Any]], ground: ReadingContext) -> list[Draft]:
    """Read every row as far as it can be read alone; what is wrong with one is written on it."""
    drafts = []
    for index, row in enumerate(rows):
        draft = Draft(index, dict(row) if isinstance(row, dict) else {})
        drafts.append(draft)
        try:
            if not isinstance(row, dict):
                raise Malformed("row_malformed", "每一行应为对象。")
            read_one(kind, draft, ground)
        except BanfaError as refusal:
            draft.refusal = refusal
    return drafts


def read_one(kind: Kind, draft: Draft, ground: ReadingContext) -> None:
    """Read one row's own fields. Raises Malformed."""
    offered = {"external_id", *(f.key for f in kind.fields)}
    offered |= {name for ref in kind.refers for name in (ref.column, ref.key)}
    if unknown := sorted(str(key)[:MOST_TEXT] for key in draft.data if key not in offered):
        listed = "、".join(sorted(offered))
        raise Malformed(
            "field_unknown", f"{kind.zh}没有字段 {unknown[0][:60]}；可填：{listed}。", field=unknown[0][:60]
        )
    draft.external_id = EXTERNAL_ID.value(draft.data, ground)
    for field in kind.fields:
        draft.values[field.key] = field.value(draft.data, ground)


def check(kind: Kind, drafts: Sequence[Draft], ground: ReadingContext) -> None:
    """Complete and check every row that could be read and knows what it refers to."""
    for draft in drafts:
        if draft.refusal is None:
            try:
                if kind.refine is not None:
                    draft.values = kind.refine(draft.values, ground)
                for one in kind.checks:
                    one(draft)
            except BanfaError as refusal:
                draft.refusal = refusal


def once_per_call(drafts: Sequence[Draft]) -> None:
    """Refuse a row whose external id an earlier row of the call has: nothing says which of them is meant."""
    seen: dict[str, int] = {}
    for draft in drafts:
        if draft.refusal is None and draft.external_id is not None:
            first = seen.setdefault(draft.external_id, draft.index)
            if first != draft.index:
                told = f"外部编号（external_id）“{draft.external_id[:60]}”与本批第 {first + 1} 行重复"
                draft.refusal = Malformed("duplicate_in_batch", f"{told}。", field="external_id")
