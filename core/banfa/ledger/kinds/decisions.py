"""Decisions (决定): grades, orders and how they ended, removals and the rest. They are facts like others.

They come out of procedures alone (`banfa.procedures.decisions`, `banfa.procedures.rounds`). What was decided
before Banfa came is `imported`; where the edition knows no such kind, it is kept and counts nowhere
(`effect`).
A wrong one is not erased: a further decision of the kind `withdrawal` names it. It then counts on no
day, as if it had never been taken (撤销); where the withdrawal has a day (`effective_on`), it counts no more
from that day on, and what it has worked until then stays (撤回). A removal takes effect on `effective_on`,
the first day out of the pool. An order whose term is suspended (`paused_on`) has no last day until resumed:
it cannot be missed meanwhile.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final, cast

from sqlalchemy import CheckConstraint, Index
from sqlalchemy import text as sql

from banfa.database.tenancy import select
from banfa.errors import Conflict, Malformed
from banfa.law import Band, walk
from banfa.ledger.entries.checks import InOrder, NotBefore, Together
from banfa.ledger.entries.entry import Entry
from banfa.ledger.entries.lookup import STANDS
from banfa.ledger.entries.specifiers import (
    MAX_CONTENT,
    MAX_WORD,
    boolean,
    choice,
    day,
    integer,
    key,
    money,
    past_day,
    reference,
    text,
)
from banfa.ledger.entries.tables import stands
from banfa.ledger.kinds.providers import lock_providers
from banfa.trust.rights import DECIDED
from banfa.trust.source_row import SYSTEM

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from banfa.errors import BanfaError
    from banfa.ledger.entries.entry import Draft, Kind, Values
    from banfa.ledger.entries.fields import ReadingContext
    from banfa.trust.unit import Unit

GRADE, ORDER, OUTCOME, REMOVAL, WITHDRAWAL = "grade", "order", "order_outcome", "removal", "withdrawal"
WARNING: Final = "warning"
KINDS_OF_DECISION: Final = {
    GRADE: "评定等级",
    ORDER: "限期整改",
    OUTCOME: "整改结果",
    REMOVAL: "取消资格（清退）",
    WITHDRAWAL: "撤回决定",
    "interview": "约谈",
    WARNING: "警告",
    "circular": "通报",
    "publication": "向社会公示",
    "grey_list": "纳入灰名单",
    "recovery": "追回奖补款项",
    "replacement": "更换服务商",
    "reassignment": "改由其他机构组织",
    "referral": "移送",
}
DONE, REFUSED = "done", "refused"
RECHECK_PASSED, RECHECK_FAILED = "recheck_passed", "recheck_failed"
OUTCOMES: Final = {
    DONE: "报告整改完成",
    REFUSED: "拒不整改",
    RECHECK_PASSED: "复核合格",
    RECHECK_FAILED: "复核未见成效",
}
"""What became of an order, each with its day. Whether it was done in time follows from the days alone."""

COUNTED, NO_BASIS = "counted", "no_basis"
EFFECTS: Final = {COUNTED: "计入", NO_BASIS: "办法没有规定此种措施，不计入"}
FILLED_IN: Final = ("imported", "effect", "paused_on")
"""Columns that procedures fill in, never who asks."""

_WANTED_OF: Final = {"label": (GRADE, OUTCOME), "about_id": (OUTCOME, WITHDRAWAL), "effective_on": (REMOVAL,)}
"""Which kinds ask for a field; no other has a use for it."""
_OPEN_TO: Final = {"effective_on": (WITHDRAWAL,)}
"""Which other kinds have a use for such a field."""
_WANTED_ZH: Final = {"label": "等级或结果", "about_id": "所针对的决定", "effective_on": "生效之日"}
TERM_UNITS: Final = {"日": "自然日", "个工作日": "工作日", "个月": "月"}
"""In what an order's term is counted, as `banfa.law.quantity.duration` reads it."""
MAX_TERM: Final = 999

_ALLOWED_IN: Final = {
    "period_on": (GRADE,),
    "after_hours": (OUTCOME,),
    "term": (ORDER,),
    "term_unit": (ORDER,),
    "paused_on": (ORDER,),
}
"""Fields that only these kinds have a use for."""
_ALLOWED_ZH: Final = {
    "period_on": "所评周期的最后一日",
    "after_hours": "是否在下班后送交",
    "term": "整改期限",
    "term_unit": "整改期限的单位",
    "paused_on": "中止之日",
}


def _check_completed(values: Values, context: ReadingContext) -> Values:
    """Reject a decision whose kind asks for a field it has not, or has no use for one it has."""
    kind = values["kind"]
    for name, kinds in _WANTED_OF.items():
        wanted = kind in kinds
        given = values[name] is not None
        if wanted != given and not (given and kind in _OPEN_TO.get(name, ())):
            code = "field_missing" if wanted else "field_unknown"
            message = (
                f"{KINDS_OF_DECISION[kind]}{'须填写' if wanted else '不填'}{_WANTED_ZH[name]}（{name}）。"
            )
            raise Malformed(code, message, field=name)
    for name, kinds in _ALLOWED_IN.items():
        if values[name] is not None and kind not in kinds:
            message = f"{KINDS_OF_DECISION[kind]}不填{_ALLOWED_ZH[name]}（{name}）。"
            raise Malformed("field_unknown", message, field=name)
    if values["paused_on"] and (values["due_on"] or not values["served_on"]):
        message = "整改期限中止的，须已送达，且恢复之前不填期限届满之日（due_on）。"
        raise Malformed("field_unknown", message, field="paused_on")
    if kind == ORDER and values["served_on"] and not (values["due_on"] or values["paused_on"]):
        message = "限期整改已送达的，须填写期限届满之日（due_on）。"
        raise Malformed("field_missing", message, field="due_on")
    offered = {GRADE: _list_grades(context), OUTCOME: tuple(OUTCOMES)}.get(kind)
    if offered is not None and values["label"] not in offered:
        code = "unknown_grade" if kind == GRADE else "field_out_of_range"
        message = f"等级或结果（label）“{values['label']}”不存在；可用：{'、'.join(offered) or '无'}。"
        raise Malformed(code, message, field="label")
    return values


def _list_grades(context: ReadingContext) -> tuple[str, ...]:
    """Every grade that an edition of this city gives."""
    bands = (value for edition in context.profile.editions for value in walk(edition.grading))
    return tuple(dict.fromkeys(band.label for band in bands if isinstance(band, Band)))


def _check_about(_kind: Kind, draft: Draft) -> None:
    """An outcome names an order, a withdrawal any decision but a withdrawal, both of the same provider."""
    about, values = cast("Decision | None", draft.parents.get("about_id")), draft.values
    if about is None:
        return
    fits = about.kind == ORDER if values["kind"] == OUTCOME else about.kind != WITHDRAWAL
    if not fits or about.provider_id != values["provider_id"]:
        wanted = "限期整改" if values["kind"] == OUTCOME else "除撤回以外的"
        message = f"所针对的决定（about_id）须是同一服务商的{wanted}决定。"
        raise Malformed("decision_mismatch", message, field="about_id")
    if values["kind"] == OUTCOME and (about.served_on is None or values["decided_on"] < about.served_on):
        message = "限期整改送达之后才有整改结果，请核对所针对决定的送达之日和作出之日（decided_on）。"
        raise Malformed("order_not_served", message, field="decided_on")


def _check_withdrawn_once(unit: Unit, drafts: Sequence[Draft]) -> Mapping[int, BanfaError]:
    """Reject to withdraw what is withdrawn already."""
    withdrawals = [d for d in drafts if d.values["kind"] == WITHDRAWAL]
    if not withdrawals:
        return {}
    lock_providers(unit, {d.values["provider_id"] for d in withdrawals})
    c = Decision.c
    statement = select(c.about_id, c.entry_id).where(
        c.about_id.in_({d.values["about_id"] for d in withdrawals}),
        c.kind == WITHDRAWAL,
        stands(Decision.rows),
    )
    withdrawn: dict[int, int | None] = {row.about_id: row.entry_id for row in unit.execute(statement)}
    errors: dict[int, BanfaError] = {}
    for draft in withdrawals:
        about = draft.values["about_id"]
        if about in withdrawn and withdrawn[about] != draft.entry_id:
            message = "该决定（about_id）已被撤回。"
            errors[draft.index] = Conflict("already_withdrawn", message, field="about_id")
        withdrawn.setdefault(about, draft.entry_id)
    return errors


class Decision(
    Entry,
    name="decision",
    zh="决定",
    rights=DECIDED,
    day="decided_on",
    refine=_check_completed,
    checks=(
        _check_about,
        InOrder("decided_on", "served_on"),
        InOrder("decided_on", "effective_on"),
        InOrder("decided_on", "due_on"),
        InOrder("served_on", "due_on"),
        InOrder("served_on", "paused_on"),
        Together("term", "term_unit"),
        NotBefore("about_id", "decided_on", "decided_on", code="days_reversed"),
    ),
    guards=(_check_withdrawn_once,),
    constraints=(
        CheckConstraint("(kind IN ('grade', 'order_outcome')) = (label IS NOT NULL)", name="labelled"),
        CheckConstraint(
            "(kind IN ('withdrawal', 'order_outcome')) = (about_id IS NOT NULL)", name="about_named"
        ),
        CheckConstraint(
            "kind = 'withdrawal' OR (kind = 'removal') = (effective_on IS NOT NULL)", name="removal_effective"
        ),
        CheckConstraint("kind = 'grade' OR period_on IS NULL", name="period_graded"),
        CheckConstraint("kind = 'order_outcome' OR after_hours IS NULL", name="hours_of_outcome"),
        CheckConstraint("kind = 'order' OR term IS NULL", name="term_of_order"),
        CheckConstraint(
            "kind <> 'order' OR served_on IS NULL OR num_nonnulls(due_on, paused_on) = 1",
            name="served_order_due",
        ),
        CheckConstraint(
            "paused_on IS NULL OR (kind = 'order' AND served_on IS NOT NULL)", name="pause_of_order"
        ),
        CheckConstraint("imported OR effect = 'counted'", name="new_has_basis"),
        Index(
            "uq_decision_withdrawn",
            "tenant_id",
            "about_id",
            unique=True,
            postgresql_where=sql(f"kind = 'withdrawal' AND {STANDS}"),
        ),
    ),
    cover={
        "sheet": (
            ("provider_id", "decided_on", "entry_id"),
            (
                "kind",
                "label",
                "served_on",
                "due_on",
                "term",
                "effective_on",
                "period_on",
                "about_id",
                "after_hours",
                "effect",
            ),
        )
    },
):
    """A decision of the bureau; a wrong one is withdrawn by a later one that names it."""

    about_id: int | None = reference(
        "decision",
        "所针对的决定",
        carries=("provider_id",),
        reads=("kind", "decided_on", "served_on"),
        hint="撤回和整改结果须填写",
    )
    provider_id: int = reference("provider", "服务商")
    kind: str = choice("决定种类", KINDS_OF_DECISION)
    label: str | None = key("等级或结果", max_length=MAX_WORD)
    period_on: date | None = past_day("所评周期的最后一日", hint="等级所属的评价周期；省略时按作出之日")
    decided_on: date = past_day("作出之日", hint="整改结果填报告完成、拒绝或复核之日")
    served_on: date | None = past_day("送达之日")
    effective_on: date | None = day(
        "生效之日", hint="取消资格的须填写；因情况变化撤回的填写自何日起不再有效，因违法撤销的不填"
    )
    term: int | None = integer(
        "整改期限", minimum=1, maximum=MAX_TERM, hint="文书写明期限而非具体日期的填写，自送达次日起算"
    )
    term_unit: str | None = choice("整改期限的单位", TERM_UNITS)
    due_on: date | None = day(
        "期限届满之日", hint="已送达的限期整改须填写；写明整改期限的，提出时可省略，由系统推算"
    )
    paused_on: date | None = past_day("中止之日", hint="整改期限中止的，届满之日待恢复后再定")
    after_hours: bool | None = boolean("是否在下班后送交", hint="最后一日送交整改报告的填写")
    amount: int | None = money("金额")
    edition: str | None = key("依据版本", max_length=MAX_WORD)
    cite: str | None = text("依据条款", max_length=200, hint="如 12.5")
    authority: str | None = text("决定机关", max_length=200)
    document_no: str | None = text("文号", max_length=200, searchable=True)
    imported: bool = boolean("是否为启用本系统之前作出、事后导入的", load_default=False)
    effect: str = choice("效力", EFFECTS, load_default=COUNTED)
    content: str | None = text("内容", max_length=MAX_CONTENT)


decision = Decision.table


def record_grades(
    unit: Unit,
    *,
    grades: Sequence[tuple[int, str]],
    decided_on: date,
    period_on: date,
    round_id: int,
    edition: str,
    digest: str,
    cite: str | None = None,
) -> int:
    """Record the grades that a closed round gave, (provider id, label) each, with one note; returns how many.

    `period_on` is the last day of the period graded, `cite` the provision that gives them, `digest` the
    receipt's hash: the decision says which computation it rests on.
    """
    outward_round = unit.ids.encode_one("round", round_id)
    outward_providers = unit.ids.encode("provider", [provider_id for provider_id, _ in grades])
    rows = [
        {
            "provider_id": provider_id,
            "kind": GRADE,
            "label": label,
            "period_on": period_on,
            "decided_on": decided_on,
            "edition": edition,
            "cite": cite,
            "imported": False,
            "effect": COUNTED,
            "content": f"版本 {edition}，凭证 {digest}",
            "source": SYSTEM,
            "external_id": f"round/{outward_round}/{outward}",
            "recorded_at": unit.recorded_at,
            "recorded_by": unit.actor.person.id,
        }
        for (provider_id, label), outward in zip(grades, outward_providers, strict=True)
    ]
    if rows:
        written = unit.connection.execute(unit.insert(decision).returning(decision.c.id), rows)
        unit.seal(decision, written.scalars().all())
        counts = Counter(label for _, label in grades)
        data = {"grades": dict(counts), "edition": edition, "digest": digest}
        unit.note("decision.recorded", f"round/{round_id}", data)
    return len(rows)
