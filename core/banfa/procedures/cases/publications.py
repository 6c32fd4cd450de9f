"""Publication as a step, by provision: 公示 before, 公布 after, 通报 to addressees, 公开通报; or nothing.

Draft → 公开审查 by another person → handed over to the bureau's own site → address, day, screenshot →
taken down. Or, where the bureau has one, on a notice board of ours (`banfa.procedures.cases.board`); nothing
else is shown by this program itself.
"""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the inputs' annotations are read
from typing import TYPE_CHECKING, Final

from banfa.errors import Conflict, Malformed
from banfa.law import Choice, PublicationScope, PublicationTime
from banfa.ledger.entries.specifiers import choice, day, past_day, text, text_list
from banfa.procedures.cases.attaching import require_papers
from banfa.procedures.cases.clauses import list_remedies
from banfa.procedures.cases.conflicts import find_conflict
from banfa.procedures.cases.handling import begin_in_case
from banfa.procedures.cases.persons import check_not_recused
from banfa.procedures.cases.proposals import list_own_clauses
from banfa.procedures.cases.publication_rows import (
    AFTER,
    BEFORE,
    CIRCULAR,
    FORMS,
    OPEN_CIRCULAR,
    PUBLICATIONS,
    Publication,
)
from banfa.procedures.cases.publication_standing import check_standing
from banfa.procedures.cases.remedies import HOLDING, REMEDIES, UNDONE
from banfa.procedures.cases.steps import start, take
from banfa.procedures.inputs import Inputs, Nothing
from banfa.procedures.instruments.editions import settle_edition

if TYPE_CHECKING:
    from collections.abc import Iterator

    from banfa.cities.profile import Profile
    from banfa.law import Clause, Edition
    from banfa.procedures.cases.remedies import CaseRemedy
    from banfa.trust.unit import Unit

NOT_TAKEN: Final = ("dropping", *UNDONE)
"""States in which nothing of a remedy is shown any more."""


class DraftPublication(
    Inputs,
    example={
        "form": "circular",
        "title": "关于取消某服务商试点工作资格的通报",
        "wording": "关于取消某服务商试点工作资格的情况，现予通报。",
        "addressees": ["各区工信部门", "公共服务平台运营单位"],
    },
):
    """What is to be shown, to whom."""

    form: str = choice("发布形式", FORMS)
    title: str | None = text("标题", max_length=100)
    wording: str = text("拟发布的内容", max_length=4000)
    addressees: list[str] | None = text_list("主送单位", max_length=100, max_items=50, hint="通报的填写")


class PostPublication(
    Inputs, example={"address": "https://gxj.example.gov.cn/tzgg/202605/t1.html", "posted_on": "2026-05-07"}
):
    """Where it stands, since and until when."""

    address: str = text("网址或载体", max_length=300)
    posted_on: date = past_day("发布之日")
    until: date | None = day("公示截止日", hint="公示的填写")


class TakeDown(Inputs, example={"down_on": "2026-05-08", "reason": "公示期满"}):
    """When and why."""

    down_on: date = past_day("撤下之日")
    reason: str = text("理由", max_length=1000)


class WithdrawPublication(Inputs, example={"reason": "涉及商业秘密，不予发布"}):
    """Why."""

    reason: str = text("理由", max_length=1000)


def draft_publication(
    unit: Unit, profile: Profile, remedy_id: int, data: DraftPublication, version: int | None = None
) -> Publication:
    """Draft what is to be shown of a remedy.

    Raises Conflict (`publication_not_provided`, `reading_open`, `not_issued`, `wrong_state`), Malformed
    (`field_missing`).
    """
    remedy = REMEDIES.find(unit, remedy_id, version=version)
    case = begin_in_case(unit, remedy.case_id)
    law = settle_edition(unit, profile, edition=remedy.edition, day=unit.today)
    cite = _find_provision(law, remedy, data.form)
    if (data.form == CIRCULAR) != bool(data.addressees):
        message = "通报须写明主送单位（addressees），其他形式不填。"
        raise Malformed("field_missing", message, field="addressees")
    values = {**vars(data), "case_id": case.id, "remedy_id": remedy_id, "cite": cite}
    return start(
        unit, PUBLICATIONS, "draft", values, **values, drafted_by=unit.actor.person.id, drafted_at=unit.now
    )


def list_forms(unit: Unit, profile: Profile, remedy: CaseRemedy) -> tuple[dict[str, str], str]:
    """List in which forms a remedy may be shown now; where in none, why, if the bureau can mend that."""
    law = settle_edition(unit, profile, edition=remedy.edition, day=unit.today)
    forms, why = {}, ""
    for form, zh in FORMS.items():
        conflict = find_conflict(_find_provision, law, remedy, form)
        if conflict is None:
            forms[form] = zh
        elif conflict.code in ("reading_open", "not_issued"):
            why = conflict.detail
    return forms, why


def _find_provision(law: Edition, remedy: CaseRemedy, form: str) -> str:
    """Find the provision that carries a publication.

    Raises Conflict (`publication_not_provided`, `reading_open`, `not_issued`, `wrong_state`).
    """
    own = list_own_clauses(law, remedy)
    clause = next((clause for clause in own if _carries(clause, form)), None)
    if clause is None:
        place = "、".join(str(each.cite) for each in own) or remedy.cite
        message = f"{place}没有规定{FORMS[form]}，不得发布。"
        raise Conflict("publication_not_provided", message, field="form")
    if form in (BEFORE, AFTER):
        _check_readings(law, remedy, form)
    if remedy.state in NOT_TAKEN:
        message = f"该措施{REMEDIES.states[remedy.state]}，不能再{FORMS[form]}。"
        raise Conflict("wrong_state", message, state=remedy.state)
    if form != BEFORE and remedy.state not in HOLDING:
        raise Conflict("not_issued", f"决定作出之前不能{FORMS[form]}。", state=remedy.state)
    return clause.cite.key


def _carries(clause: Clause, form: str) -> bool:
    """Whether a clause provides for a publication in a form."""
    provided = list_remedies(clause)
    circular = provided.get("circular")
    if form in (BEFORE, AFTER):
        return "publication" in provided
    return circular is not None and circular.zh.startswith("公开") == (form == OPEN_CIRCULAR)


def _check_readings(law: Edition, remedy: CaseRemedy, form: str) -> None:
    """Hold a 公示 against how the bureau reads the text: when, and of what.

    Raises Conflict (`reading_open` before it has chosen, `publication_not_provided`).
    """
    for practice, allowed in _list_allowed(remedy, form):
        for read in law.readings:
            if isinstance(read, Choice) and any(option.value in allowed for option in read.options):
                message = f"{read.zh}尚未确定，请先以公布的文件选定理解口径，再拟发布。"
                raise Conflict("reading_open", message, field="form", term=read.key)
            if isinstance(read, practice) and read not in allowed:
                message = f"按本局选定的口径（{read.value}），这里不得发布。"
                raise Conflict("publication_not_provided", message, field="form")


def _list_allowed(
    remedy: CaseRemedy, form: str
) -> Iterator[tuple[type[PublicationTime | PublicationScope], tuple[object, ...]]]:
    """List by which words of each reading this may be shown."""
    yield PublicationTime, (PublicationTime.BEFORE if form == BEFORE else PublicationTime.AFTER,)
    if remedy.kind == "grey_list":
        yield PublicationScope, (PublicationScope.WITH_GREY_LIST,)


def _begin(unit: Unit, step: str, row_id: int, version: int | None) -> Publication:
    """Find what is shown, locked, for a step by this person. Raises as the machine, and `recused`."""
    row = PUBLICATIONS.begin(unit, step, row_id, version=version)
    check_not_recused(unit, row.case_id)
    return row


def review_publication(
    unit: Unit, _profile: Profile, row_id: int, _data: Nothing, version: int | None = None
) -> Publication:
    """Pass, as another person, the 公开审查 (政府信息公开条例第十七条)."""
    row = _begin(unit, "review", row_id, version)
    return take(unit, PUBLICATIONS, row, "review", {})


def hand_publication_over(
    unit: Unit, _profile: Profile, row_id: int, _data: Nothing, version: int | None = None
) -> Publication:
    """Record that it was handed over to the editor of the bureau's own site."""
    row = _begin(unit, "hand_over", row_id, version)
    return take(unit, PUBLICATIONS, row, "hand_over", {})


def post_publication(
    unit: Unit, _profile: Profile, row_id: int, data: PostPublication, version: int | None = None
) -> Publication:
    """Record where it stands; of a 公示 until when.

    Raises Malformed (`field_missing`, `days_reversed`), Conflict (`not_in_effect`,
    `paper_missing`).
    """
    row = _begin(unit, "post", row_id, version)
    _check_last_day(row, data)
    check_standing(unit, row)
    require_papers(unit, "publication", row_id, "evidence")
    return take(unit, PUBLICATIONS, row, "post", vars(data), **vars(data))


def _check_last_day(row: Publication, data: PostPublication) -> None:
    """Check that a 公示 before a decision has a last day, and none ends before it begins."""
    if row.form == BEFORE and data.until is None:
        message = "公示须写明截止日（until）：期满之前不能作出决定。"
        raise Malformed("field_missing", message, field="until")
    if data.until is not None and data.until < data.posted_on:
        message = f"公示截止日（until）不能早于发布之日{data.posted_on}。"
        raise Malformed("days_reversed", message, field="until")


def take_publication_down(
    unit: Unit, _profile: Profile, row_id: int, data: TakeDown, version: int | None = None
) -> Publication:
    """Record that it was taken down. Raises Malformed (`days_reversed`)."""
    row = _begin(unit, "take_down", row_id, version)
    if row.posted_on is not None and data.down_on < row.posted_on:
        message = f"撤下之日（down_on）不能早于发布之日{row.posted_on}。"
        raise Malformed("days_reversed", message, field="down_on")
    return take(unit, PUBLICATIONS, row, "take_down", vars(data), down_on=data.down_on)


def withdraw_publication(
    unit: Unit, _profile: Profile, row_id: int, data: WithdrawPublication, version: int | None = None
) -> Publication:
    """Not show it after all."""
    row = _begin(unit, "withdraw", row_id, version)
    return take(unit, PUBLICATIONS, row, "withdraw", vars(data))
