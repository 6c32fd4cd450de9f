"""Rows on their way in: read as far as each can be read alone, then checked with what it refers to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from banfa.errors import BanfaError, Malformed
from banfa.ledger.entries.entry import Draft
from banfa.ledger.entries.origin import OBSERVED_AT
from banfa.ledger.entries.reading import fit_values, make_malformed, read_inputs
from banfa.ledger.entries.values import InvalidValue
from banfa.ledger.recording.standing import put_over
from banfa.trust.unit import SHANGHAI

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from banfa.ledger.entries.entry import Kind
    from banfa.ledger.entries.fields import ReadingContext
    from banfa.ledger.recording.standing import Standing


def read_rows(
    kind: Kind,
    rows: Iterable[Mapping[str, Any]],
    context: ReadingContext,
    *,
    known: Mapping[int, Standing],
) -> list[Draft]:
    """Read every row as far as it can be read alone; what is wrong with one is written on it.

    `known` is what stands already of the rows' entries, by index: such a row need not say everything.
    """
    drafts = []
    for index, row in enumerate(rows):
        if isinstance(row, dict):
            draft = Draft(index, row)
            _read_row(kind, draft, context, known.get(index))
        else:
            draft = Draft(index, {}, error=Malformed("row_malformed", "每一行应为对象。"))
        drafts.append(draft)
    return drafts


def _read_row(kind: Kind, draft: Draft, context: ReadingContext, standing: Standing | None) -> None:
    values, errors = read_inputs(kind, draft.data, partial=standing is not None)
    draft.external_id = values.pop("external_id")
    draft.observed_at = values.pop("observed_at")
    draft.given = {name: values.pop(name) for name in kind.reference_inputs}
    errors = errors or fit_values(kind, values, context)
    if draft.observed_at is not None and draft.observed_at.astimezone(SHANGHAI).date() > context.today:
        errors = errors or [OBSERVED_AT.describe(InvalidValue("day_in_future", "是尚未到来的时间"))]
    draft.values = values
    if errors:
        draft.error = make_malformed(errors)
    elif standing is not None:
        put_over(kind, draft, standing)


def check_rows(kind: Kind, drafts: Sequence[Draft], context: ReadingContext) -> None:
    """Complete and check every row that could be read and knows what it refers to."""
    for draft in drafts:
        if draft.error is None:
            try:
                if kind.refine is not None:
                    draft.values = kind.refine(draft.values, context)
                for check in kind.checks:
                    check(kind, draft)
            except BanfaError as error:
                draft.error = error


def check_external_ids(drafts: Sequence[Draft]) -> None:
    """Reject a row whose external id an earlier row of the call has: nothing says which of them is meant."""
    first_index: dict[str, int] = {}
    for draft in drafts:
        if draft.error is None and draft.external_id is not None:
            first = first_index.setdefault(draft.external_id, draft.index)
            if first != draft.index:
                message = f"外部编号（external_id）“{draft.external_id[:60]}”与本批第 {first + 1} 行重复。"
                draft.error = Malformed("duplicate_in_batch", message, field="external_id")
