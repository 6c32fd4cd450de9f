"""Remedies (处理措施) of a case: what is intended, heard, issued, served, carried out, or undone.

Each goes its own way through one table of steps, every step with what asks for it. An order runs for its
term after service; any other works from its service or the later day that it names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Index, Text

from banfa.database.base import one_of
from banfa.database.rows import (
    Bound,
    TenantRow,
    array_column,
    bigint_column,
    boolean_column,
    date_column,
    instant_column,
    integer_column,
    json_column,
    text_column,
)
from banfa.ledger.kinds.decisions import KINDS_OF_DECISION, TERM_UNITS
from banfa.procedures.cases.steps import BY_LAW, BY_OFFICE, BY_TEXT, CHECK, MANAGE
from banfa.procedures.machine import Machine, Step, tabulate

if TYPE_CHECKING:
    from datetime import date, datetime


STATES: Final = {
    "planned": "拟办",
    "told": "已告知，陈述申辩期内",
    "heard": "已听取陈述申辩",
    "dropping": "拟不采取，待复核",
    "dropped": "不采取",
    "issued": "已签发，待送达",
    "effective": "已生效",
    "running": "整改期内",
    "paused": "整改期限中止",
    "reported": "已报送整改报告，待复核",
    "lapsed": "逾期未报送",
    "refused": "拒不整改",
    "passed": "整改完成",
    "failed": "整改未见成效",
    "finished": "已办结",
    "revoked": "已撤销或撤回",
}
ACTIVE: Final = (
    "planned",
    "told",
    "heard",
    "dropping",
    "issued",
    "effective",
    "running",
    "paused",
    "reported",
    "lapsed",
)
"""In these something is still to be done; a case with such a remedy is not closed."""
HOLDING: Final = (
    "issued",
    "effective",
    "running",
    "paused",
    "reported",
    "lapsed",
    "refused",
    "passed",
    "failed",
    "finished",
)
"""In these the remedy was decided and stands."""
UNDONE: Final = ("dropped", "revoked")
"""In these it is not, or no longer, taken."""
APART: Final = "、"
"""Between provisions where several carry one remedy, as the ledger writes them."""
# fmt: off
STEPS: Final = tabulate(
    Step("plan", "拟办", (), "planned", MANAGE, "drop", origin=BY_OFFICE),
    Step("tell", "告知拟作处理", ("planned",), "told", CHECK, origin=BY_LAW),
    Step("hear", "听取陈述申辩并答复", ("told",), "heard", MANAGE, origin=BY_LAW),
    Step("waive_hearing", "不经告知", ("planned",), "heard", CHECK, origin=BY_OFFICE,
         not_by=("planned_by",)),
    Step("drop", "不采取", ("planned", "told", "heard"), "dropped", MANAGE, origin=BY_OFFICE),
    Step("propose_drop", "提出不采取", ("planned", "told", "heard"), "dropping", MANAGE, "refuse_drop",
         origin=BY_OFFICE),
    Step("confirm_drop", "同意不采取", ("dropping",), "dropped", CHECK, origin=BY_OFFICE,
         not_by=("ended_by",)),
    Step("refuse_drop", "不同意不采取", ("dropping",), "planned", CHECK, origin=BY_OFFICE,
         not_by=("ended_by",), clears=("ended_by", "reason", "dropped_from")),
    Step("refuse_drop_told", "不同意不采取，仍在陈述申辩期内", ("dropping",), "told", CHECK, origin=BY_OFFICE,
         not_by=("ended_by",), clears=("ended_by", "reason", "dropped_from")),
    Step("refuse_drop_heard", "不同意不采取，已听取陈述申辩", ("dropping",), "heard", CHECK, origin=BY_OFFICE,
         not_by=("ended_by",), clears=("ended_by", "reason", "dropped_from")),
    Step("issue", "签发", ("planned", "heard"), "issued", MANAGE, "revoke", origin=BY_TEXT, records=True),
    Step("unissue", "停止送达，仍为拟办", ("issued",), "planned", CHECK, origin=BY_OFFICE,
         clears=("decision_id",), records=True),
    Step("unissue_heard", "停止送达，仍为已听取陈述申辩", ("issued",), "heard", CHECK, origin=BY_OFFICE,
         clears=("decision_id",), records=True),
    Step("take_effect", "送达生效", ("issued",), "effective", CHECK, "revoke", origin=BY_LAW, records=True),
    Step("start_term", "送达起算", ("issued",), "running", CHECK, "revoke", origin=BY_TEXT, records=True),
    Step("move_told", "更正告知书的送达之日", ("told",), "told", CHECK, origin=BY_OFFICE),
    Step("move_running", "更正送达之日，期限重算", ("running",), "running", CHECK, origin=BY_OFFICE,
         records=True),
    Step("move_reported", "更正送达之日，已报送的重算", ("reported",), "reported", CHECK, origin=BY_OFFICE,
         records=True),
    Step("move_effective", "更正生效措施的送达之日", ("effective",), "effective", CHECK, origin=BY_OFFICE,
         records=True),
    Step("extend_term", "延长整改期限", ("running",), "running", CHECK, origin=BY_OFFICE, records=True,
         not_by=("planned_by",)),
    Step("pause_term", "中止整改期限", ("running",), "paused", MANAGE, "resume_term", origin=BY_OFFICE,
         records=True),
    Step("resume_term", "恢复整改期限", ("paused",), "running", MANAGE, "pause_term", origin=BY_OFFICE,
         clears=("paused_on",), records=True),
    Step("remind", "提醒期限将满", ("running",), "running", MANAGE, origin=BY_OFFICE),
    Step("report", "收到整改报告", ("running", "lapsed"), "reported", MANAGE, origin=BY_TEXT, records=True),
    Step("lapse", "逾期未报送", ("running",), "lapsed", MANAGE, origin=BY_TEXT),
    Step("refuse", "拒不整改", ("running", "lapsed"), "refused", MANAGE, origin=BY_TEXT, records=True),
    Step("pass", "复核合格", ("reported", "lapsed"), "passed", MANAGE, origin=BY_TEXT, records=True),
    Step("fail", "复核未见成效", ("reported", "lapsed"), "failed", MANAGE, origin=BY_TEXT, records=True),
    Step("finish", "办结", ("effective",), "finished", MANAGE, origin=BY_OFFICE),
    Step("answer_referral", "登记移送的答复", ("effective",), "finished", MANAGE, origin=BY_LAW),
    Step("revoke", "撤销或撤回", HOLDING, "revoked", CHECK, origin=BY_LAW),
)
# fmt: on


class CaseRemedy(
    TenantRow,
    table="remedy",
    refers={
        "case_id": "case_file",
        "provider_id": "provider",
        "successor_id": "provider",
        "planned_by": "person",
    },
    constraints=(
        one_of("state", STATES),
        one_of("kind", KINDS_OF_DECISION),
        one_of("term_unit", TERM_UNITS),
        Index("ix_remedy_case", "tenant_id", "case_id"),
        Index("ix_remedy_decision", "tenant_id", "decision_id"),
    ),
    bound=Bound(state=True),
    erasable=("statement", "answers", "reason", "term_reason", "waived_by", "officers"),
):
    """A remedy of a `kind` of decision under `cite`, with the text's `force`; `cites`: all that provide it.

    `term` and `term_unit`: an order's; a longer one than the text generally allows has a `term_reason`.
    `enterprise_id`: from whom money is claimed back, where that is not the provider; `body`: to whom it is
    referred, of a `body_kind`, by the report that the `officers` gave (`investigated_on`); `successor_id`:
    the provider that goes on with work that is reassigned. `hearing`: the party is told before and heard;
    `waived_by` and `waived_document` say who has waived that, by which document. `statement_until` is the
    last day of the party's statement (`due_day_unsure`: that year's holidays are not published), `answers`
    the answers to it point by point. `due_on` is an order's last day, and a referral's next; while a
    term is suspended (`paused_on`) the day to which it ran. A report that came on `reported_on` is to be
    checked by `recheck_by`. `dropped_from` is the state in which it was proposed not to take it,
    `decision_id` the ledger's decision, `about_id` the one that is corrected.
    """

    id: int
    case_id: int
    provider_id: int
    kind: str = text_column()
    edition: str = text_column()
    cite: str = text_column()
    cites: list[str] | None = array_column(Text)
    force: str = text_column()
    scope: str | None = text_column()
    term: int | None = integer_column()
    term_unit: str | None = text_column()
    term_reason: str | None = text_column()
    amount: int | None = bigint_column()
    enterprise_id: int | None = bigint_column()
    body: str | None = text_column()
    body_kind: str | None = text_column()
    investigated_on: date | None = date_column()
    officers: list[str] | None = array_column(Text)
    successor_id: int | None = bigint_column()
    effective_on: date | None = date_column()
    hearing: bool = boolean_column()
    waived_by: str | None = text_column()
    waived_document: str | None = text_column()
    statement_until: date | None = date_column()
    due_day_unsure: bool = boolean_column(default="false")
    stated_on: date | None = date_column()
    statement: str | None = text_column()
    answers: list[dict[str, Any]] | None = json_column(list[dict[str, Any]])
    served_on: date | None = date_column()
    due_on: date | None = date_column()
    paused_on: date | None = date_column()
    reported_on: date | None = date_column()
    recheck_by: date | None = date_column()
    about_id: int | None = bigint_column()
    decision_id: int | None = bigint_column()
    state: str = text_column()
    version: int = integer_column(default="1")
    planned_by: int
    planned_at: datetime = instant_column()
    ended_by: int | None = bigint_column()
    dropped_from: str | None = text_column()
    reason: str | None = text_column()

    @property
    def provisions(self) -> list[str]:
        """The provisions that it rests on: all that provide it; that of a correction's decision, if any."""
        return self.cites or [self.cite]


REMEDIES: Final = Machine(
    CaseRemedy,
    zh="处理措施",
    missing="remedy_missing",
    changed="remedy_changed",
    states=STATES,
    steps=STEPS,
    persons={"ended_by": "提出不采取", "planned_by": "拟办这项措施"},
)
