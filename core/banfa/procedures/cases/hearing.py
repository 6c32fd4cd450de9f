"""Hearing the party (陈述申辩): what it said and the answers, or who has waived that it is heard."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the inputs' annotations are read
from typing import TYPE_CHECKING, Final

from banfa.errors import Conflict, Malformed
from banfa.ledger.entries.specifiers import object_list, past_day, text
from banfa.procedures.cases.attaching import require_papers
from banfa.procedures.cases.handling import begin_in_case
from banfa.procedures.cases.office import find_office
from banfa.procedures.cases.remedies import REMEDIES, CaseRemedy
from banfa.procedures.cases.steps import take
from banfa.procedures.inputs import Inputs

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.trust.unit import Unit
ADOPTED: Final = ("采纳", "部分采纳", "不采纳")


class WaiveHearing(
    Inputs, example={"waived_by": "局长 何平", "waived_document": "局专题会议纪要〔2026〕4号"}
):
    """Who has waived that the party is told and heard, by which document."""

    waived_by: str = text("决定不经告知的人（职务、姓名）", max_length=100)
    waived_document: str = text("所依据的文件", max_length=200)


class HearParty(
    Inputs,
    example={
        "stated_on": "2026-04-20",
        "statement": "称已口头报告项目负责人变更。",
        "answers": [{"point": "已口头报告", "answer": "办法要求书面报告，无书面材料。", "adopted": "不采纳"}],
    },
):
    """What the party said, and the answer point by point; nothing where it said nothing in its time."""

    stated_on: date | None = past_day("收到陈述申辩之日")
    statement: str | None = text("陈述申辩的要点", max_length=4000)
    answers: list[dict[str, str]] | None = object_list(
        "逐点答复",
        {
            "point": text("意见", max_length=1000),
            "answer": text("答复和理由", max_length=1000),
            "adopted": text("是否采纳", max_length=10),
        },
        required=("point", "answer", "adopted"),
        max_items=50,
    )


def waive_hearing(
    unit: Unit, _profile: Profile, remedy_id: int, data: WaiveHearing, version: int | None = None
) -> CaseRemedy:
    """Waive, by a named person's document, that the party is told and heard: it stands red in the file.

    The document's scan hangs on the remedy; who planned it cannot waive (`same_person`).
    """
    remedy = REMEDIES.begin(unit, "waive_hearing", remedy_id, version=version)
    begin_in_case(unit, remedy.case_id, data.waived_by)
    if not remedy.hearing:
        raise Conflict("hearing_not_needed", "这项措施不须先行告知，可直接拟文。")
    require_papers(unit, "remedy", remedy_id, "minutes")
    return take(
        unit,
        REMEDIES,
        remedy,
        "waive_hearing",
        vars(data),
        waived_by=data.waived_by,
        waived_document=data.waived_document,
    )


def _find_statement_end(unit: Unit, remedy: CaseRemedy) -> tuple[date | None, bool]:
    """The last day of a party's statement: worked out again where that year's holidays were still to come."""
    if remedy.due_day_unsure and remedy.served_on is not None:
        return find_office(unit).count_for_party(unit, "statement", remedy.served_on)
    return remedy.statement_until, False


def hear_party(
    unit: Unit, _profile: Profile, remedy_id: int, data: HearParty, version: int | None = None
) -> CaseRemedy:
    """Record what the party said and the answers, or that it said nothing in its time.

    Raises Conflict (`statement_term_runs`), Malformed (`field_missing`, `days_reversed`).
    """
    remedy = REMEDIES.begin(unit, "hear", remedy_id, version=version)
    begin_in_case(unit, remedy.case_id)
    until, unsure = _find_statement_end(unit, remedy)
    if data.stated_on is None and data.statement is None:
        if until is not None and unit.today <= until:
            message = f"陈述申辩期到{until}为止，期满前没有收到意见的不能视为放弃。"
            raise Conflict("statement_term_runs", message, until=until)
    else:
        for name, value in (
            ("stated_on", data.stated_on),
            ("statement", data.statement),
            ("answers", data.answers),
        ):
            if not value:
                message = f"收到陈述申辩的，须写明收到之日、要点，并逐点答复（{name}）。"
                raise Malformed("field_missing", message, field=name)
        if remedy.served_on is not None and data.stated_on is not None and data.stated_on < remedy.served_on:
            message = f"收到陈述申辩之日（stated_on）不能早于告知书送达之日{remedy.served_on}。"
            raise Malformed("days_reversed", message, field="stated_on")
    if any(answer.get("adopted") not in ADOPTED for answer in data.answers or ()):
        message = f"是否采纳（answers.adopted）只能写{'、'.join(ADOPTED)}。"
        raise Malformed("field_out_of_range", message, field="answers")
    return take(
        unit,
        REMEDIES,
        remedy,
        "hear",
        vars(data),
        stated_on=data.stated_on,
        statement=data.statement,
        answers=data.answers,
        statement_until=until,
        due_day_unsure=unsure,
    )
