"""Decisions (决定): grades, orders and how they ended, removals and the rest. They are facts like others.

A wrong one is not erased: a further decision of the kind `withdrawal` names it, and from that day on it
counts no longer. A removal takes effect on `effective_on`, the first day out of the pool.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sqlalchemy import BigInteger, CheckConstraint, Column, Date, Text

from banfa.database.base import one_of as among
from banfa.errors import Conflict, Malformed
from banfa.law import Band, walk
from banfa.ledger.entries.checks import not_before, ordered
from banfa.ledger.entries.fields import Field, money, one_of, past_day, planned_day, words
from banfa.ledger.entries.kind import Kind, Ref
from banfa.ledger.entries.tables import at_least, entry_table, stands
from banfa.trust.sources import SYSTEM

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date
    from typing import Any

    from banfa.errors import BanfaError
    from banfa.ledger.entries.fields import ReadingContext
    from banfa.ledger.entries.kind import Draft
    from banfa.trust.unit import Unit

GRADE, ORDER, OUTCOME, REMOVAL, WITHDRAWAL = "grade", "order", "order_outcome", "removal", "withdrawal"
KINDS_OF_DECISION = {
    GRADE: "评定等级",
    ORDER: "限期整改",
    OUTCOME: "整改结果",
    REMOVAL: "取消资格（清退）",
    WITHDRAWAL: "撤回决定",
    "interview": "约谈",
    "warning": "警告",
    "circular": "通报",
    "publication": "向社会公示",
    "grey_list": "纳入灰名单",
    "recovery": "追回奖补款项",
    "replacement": "更换服务商",
    "reassignment": "改由其他机构组织",
    "referral": "移送",
}
KEPT, REFUSED, MISSED, RECHECK_FAILED = "kept", "refused", "missed", "recheck_failed"
OUTCOMES = {KEPT: "按期完成", REFUSED: "拒不整改", MISSED: "未按期完成", RECHECK_FAILED: "复核未见成效"}

decision = entry_table(
    "decision",
    Column("kind", Text, nullable=False),
    Column("label", Text),
    Column("decided_on", Date, nullable=False),
    Column("served_on", Date),
    Column("effective_on", Date),
    Column("due_on", Date),
    Column("about_id", BigInteger),
    Column("amount", BigInteger),
    Column("cite", Text),
    Column("document_no", Text),
    Column("content", Text),
    among("kind", KINDS_OF_DECISION),
    at_least("amount", 0),
    CheckConstraint("(kind IN ('grade', 'order_outcome')) = (label IS NOT NULL)", name="labelled"),
    CheckConstraint("(kind IN ('withdrawal', 'order_outcome')) = (about_id IS NOT NULL)", name="about_named"),
    CheckConstraint("(kind = 'removal') = (effective_on IS NOT NULL)", name="removal_effective"),
    refers={"provider_id": "provider", "about_id": "decision"},
    cover={
        "sheet": (
            ("provider_id", "decided_on", "entry_id"),
            ("kind", "label", "served_on", "effective_on", "about_id"),
        )
    },
)


def completed(values: dict[str, Any], ground: ReadingContext) -> dict[str, Any]:
    """Refuse a decision whose kind asks for a field it has not, or has no use for one it has."""
    kind = values["kind"]
    wanted = {
        "label": kind in (GRADE, OUTCOME),
        "about_id": kind in (OUTCOME, WITHDRAWAL),
        "effective_on": kind == REMOVAL,
    }
    for key, asked in wanted.items():
        if asked != (values.get(key) is not None):
            why = "须填写" if asked else "不填"
            zh = {"label": "等级或结果", "about_id": "所针对的决定", "effective_on": "生效之日"}[key]
            code = "field_missing" if asked else "field_unknown"
            raise Malformed(code, f"{KINDS_OF_DECISION[kind]}{why}{zh}（{key}）。", field=key)
    offered = {GRADE: grade_labels(ground), OUTCOME: tuple(OUTCOMES)}.get(kind)
    if offered is not None and values["label"] not in offered:
        code = "unknown_grade" if kind == GRADE else "field_out_of_range"
        listed = "、".join(offered) or "无"
        raise Malformed(
            code, f"等级或结果（label）“{values['label']}”不存在；可用：{listed}。", field="label"
        )
    return values


def grade_labels(ground: ReadingContext) -> tuple[str, ...]:
    """Every grade that an edition of this city gives."""
    bands = (value for edition in ground.profile.editions for value in walk(edition.grading))
    return tuple(dict.fromkeys(band.label for band in bands if isinstance(band, Band)))


def fits_what_it_is_about(draft: Draft) -> None:
    """An outcome names an order, a withdrawal any decision but a withdrawal, both of the same provider."""
    named, values = draft.parents.get("about_id"), draft.values
    if named is None:
        return
    wanted = named["kind"] == ORDER if values["kind"] == OUTCOME else named["kind"] != WITHDRAWAL
    if not wanted or named["provider_id"] != values["provider_id"]:
        asked = "限期整改" if values["kind"] == OUTCOME else "除撤回以外的"
        raise Malformed(
            "decision_mismatch", f"所针对的决定（about_id）须是同一服务商的{asked}决定。", field="about_id"
        )


def withdrawn_once(unit: Unit, drafts: Sequence[Draft]) -> Mapping[int, BanfaError]:
    """Refuse to withdraw what is withdrawn already."""
    taken: dict[Any, int | None] = {}
    withdrawals = [d for d in drafts if d.values["kind"] == WITHDRAWAL]
    if withdrawals:
        c = decision.c
        statement = unit.select(c.about_id, c.entry_id).where(
            c.about_id.in_({d.values["about_id"] for d in withdrawals}),
            c.kind == WITHDRAWAL,
            stands(decision),
        )
        taken = {row.about_id: row.entry_id for row in unit.connection.execute(statement)}
    refused: dict[int, BanfaError] = {}
    for draft in withdrawals:
        about = draft.values["about_id"]
        if about in taken and taken[about] != draft.entry_id:
            refused[draft.index] = Conflict(
                "already_withdrawn", "该决定（about_id）已被撤回。", field="about_id"
            )
        taken.setdefault(about, draft.entry_id)
    return refused


DECISION = Kind(
    name="decision",
    zh="决定",
    table=decision,
    day="decided_on",
    fields=(
        Field("kind", "决定种类", one_of(*KINDS_OF_DECISION), required=True),
        Field("label", "等级或结果", words),
        Field("decided_on", "作出之日", past_day, required=True),
        Field("served_on", "送达之日", past_day),
        Field("effective_on", "生效之日", planned_day),
        Field("due_on", "期限届满之日", planned_day),
        Field("amount", "金额", money),
        Field("cite", "依据条款", words),
        Field("document_no", "文号", words),
        Field("content", "内容", words),
    ),
    refers=(
        Ref(
            "about_id",
            "decision",
            "所针对的决定",
            required=False,
            carries=("provider_id",),
            reads=("kind", "decided_on"),
        ),
        Ref("provider_id", "provider", "服务商"),
    ),
    refine=completed,
    checks=(
        fits_what_it_is_about,
        ordered("decided_on", "作出之日", "served_on", "送达之日"),
        ordered("decided_on", "作出之日", "effective_on", "生效之日"),
        ordered("decided_on", "作出之日", "due_on", "期限届满之日"),
        not_before(
            "about_id", "decided_on", "所针对决定的作出之日", "decided_on", "作出之日", code="days_reversed"
        ),
    ),
    guards=(withdrawn_once,),
)


def record_grades(
    unit: Unit,
    *,
    grades: Iterable[tuple[int, str]],
    decided_on: date,
    round_id: int,
    edition: str,
    digest: str,
    cite: str | None = None,
) -> int:
    """Record the grades that a closed round gave, (provider id, label) each, with one note; returns how many.

    `cite` is the provision that gives them, `digest` the receipt's hash: the decision says which
    computation it rests on.
    """
    rows = [
        {
            "provider_id": provider_id,
            "kind": GRADE,
            "label": label,
            "decided_on": decided_on,
            "cite": cite,
            "content": f"版本 {edition}，凭证 {digest}",
            "source": SYSTEM,
            "external_id": f"round/{round_id}/{provider_id}",
            "recorded_at": unit.recorded_at,
            "recorded_by": unit.actor.person.id,
        }
        for provider_id, label in grades
    ]
    if rows:
        unit.connection.execute(unit.insert(decision), rows)
        counts = Counter(str(row["label"]) for row in rows)
        told = {"grades": dict(counts), "edition": edition, "digest": digest}
        unit.note("decision.recorded", f"round/{round_id}", told)
    return len(rows)
