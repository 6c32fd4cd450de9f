"""The proposed list (拟入库名单): who comes onto it, when all that is asked before it is there.

What the text has between the list and its publication (市政府同意, 登记备案) is asked when it is published.
"""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the inputs' annotations are read
from typing import TYPE_CHECKING, Final

from sqlalchemy import func

from banfa.database.tenancy import select
from banfa.errors import Conflict, Forbidden, Malformed
from banfa.law import AdmissionStep
from banfa.ledger.entries.specifiers import boolean, city_choice, past_day, text
from banfa.procedures.admission.applications import APPLICATIONS
from banfa.procedures.admission.checks import SET_ASIDE, AdmissionCheck
from banfa.procedures.admission.events import CREDIT, GOOD, OWN_LIST, STEP_OF, AdmissionEvent
from banfa.procedures.admission.objections import AdmissionObjection
from banfa.procedures.admission.requirements import find_route
from banfa.procedures.admission.reviewing import begin_in_batch, check_own_list, check_state
from banfa.procedures.admission.seats import check_named_once, check_seats
from banfa.procedures.cases.attaching import require_papers
from banfa.procedures.cases.listing import list_rows
from banfa.procedures.cases.steps import take
from banfa.procedures.experts.opinions import check_agrees
from banfa.procedures.inputs import Inputs
from banfa.procedures.naming import same_name
from banfa.trust.persons import name_persons

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from banfa.cities.profile import Profile
    from banfa.law import AdmissionRoute
    from banfa.procedures.admission.applications import AdmissionApplication
    from banfa.procedures.admission.batches import AdmissionBatch
    from banfa.procedures.admission.reviewing import Reason
    from banfa.trust.unit import Unit

APPLICATION_FORM: Final = "application_form"
BY_ITSELF: Final = (AdmissionStep.APPLICATION, AdmissionStep.QUALIFICATION)
"""Steps that the application and the checked form are."""
AFTER_LIST: Final = (AdmissionStep.CONSENT, AdmissionStep.FILING)
"""Steps for which there has to be a proposed list: before it is published, not before it is proposed."""

MANY: Final = 10_000
"""More events than an application has."""


class Propose(Inputs, example={"proposed_on": "2026-03-23", "industry_list": False}):
    """On which day and for which industry, and whether for its own list."""

    proposed_on: date = past_day("审查完毕之日", hint="信用查询须是当日的")
    assigned_industry: str | None = city_choice(
        "行业分配",
        lambda profile: {i.key: i.zh for i in profile.industries},
        code="unknown_industry",
        free_where_none=True,
        hint="未分行业的不填",
    )
    industry_list: bool | None = boolean("列入细分行业库", hint="只是行业分配的不填")
    exception_by: str | None = text(
        "决定例外列入的人（职务、姓名）",
        max_length=100,
        hint="有办法要求而未写明后果的项目不符合、仍然列入的填写",
    )
    exception_why: str | None = text("例外列入的理由", max_length=1000, hint="同上")
    after_objection: str | None = text("异议成立后重新审查的情况", max_length=1000, hint="曾有异议成立的填写")


def propose(
    unit: Unit, profile: Profile, row_id: int, data: Propose, version: int | None = None
) -> AdmissionApplication:
    """Put an application on the proposed list, as another person than who has entered it.

    Raises Conflict (`checks_open`, `requirement_not_met`, `step_missing`, `credit_missing`, `paper_missing`,
    `already_in_pool`, `already_proposed`, `objection_upheld`, `own_list_not_provided`, `own_list_not_met`,
    `seats_full`, `seat_taken`, and what `check_agrees` raises), Malformed (`industry_missing`,
    `days_reversed`, `exception_missing`).
    """
    batch, row = begin_in_batch(unit, "propose", row_id, version)
    check_state(batch, "reviewing")
    route = find_route(profile, batch.edition, row.category)
    upheld = list_rows(unit, AdmissionObjection, limit=MANY, application_id=row.id, upheld=True)
    days = (row.received_on, row.supplemented_on, row.taken_back_on, *(o.answered_on for o in upheld))
    since = max(day for day in days if day is not None)
    if data.proposed_on < since:
        message = (
            f"审查完毕之日（proposed_on）不能早于收到申报、补正，答复成立的异议或者撤回不予入库之日{since}。"
        )
        raise Malformed("days_reversed", message, field="proposed_on")
    _check_form(unit, row, data)
    latest = find_latest(list_rows(unit, AdmissionEvent, limit=MANY, application_id=row.id))
    _check_credit(latest, data.proposed_on)
    _check_steps(latest, batch, route, data.proposed_on)
    if AdmissionStep.EXPERTS in list_steps(batch, route):
        check_agrees(unit, [row], passes=True)  # a member may have stood aside since
    require_papers(unit, "admission_application", row.id, APPLICATION_FORM)
    if data.industry_list:
        _check_own_list(unit, row, route, latest)
    if data.assigned_industry is None and (data.industry_list or route.allocates):
        why = "列入细分行业库" if data.industry_list else "办法规定入库的分配服务行业"
        message = f"{why}的，须写明行业分配（assigned_industry）。"
        raise Malformed("industry_missing", message, field="assigned_industry")
    if len(upheld) > row.settled and data.after_objection is None:
        message = "曾有异议成立，再列入须写明重新审查的情况（after_objection）。"
        raise Conflict("objection_upheld", message, field="after_objection")
    check_seats(unit, profile, batch, row, industry=data.assigned_industry)
    check_named_once(unit, row, industry=data.assigned_industry)
    values = {**vars(data), "industry_list": bool(data.industry_list)}
    return take(unit, APPLICATIONS, row, "propose", values, **values, settled=len(upheld))


def _check_form(unit: Unit, row: AdmissionApplication, data: Propose) -> None:
    """Check that every line of the form is checked, and that what must be met is.

    What the text asks without saying what follows is met, or somebody has decided by name that the applicant
    is proposed all the same: not who has entered the application or reviewed it.
    Raises Conflict (`checks_open`, `requirement_not_met`), Malformed (`field_unknown`), Forbidden.
    """
    lines = [
        each for each in list_rows(unit, AdmissionCheck, application_id=row.id) if each.state != SET_ASIDE
    ]
    if left := [line.what for line in lines if line.state != "checked"]:
        message = f"形式审查表还有{len(left)}项未经两人审查：{'；'.join(left)[:200]}。"
        raise Conflict("checks_open", message, left=left)
    lacking = [line for line in lines if not line.for_list and line.result != "met"]
    if barred := [line.what for line in lacking if line.must]:
        message = f"有不符合的项目，不能列入：{'；'.join(barred)[:200]}。"
        raise Conflict("requirement_not_met", message, lacking=barred)
    excepted = data.exception_by is not None and data.exception_why is not None
    if lacking and not excepted:
        message = (
            f"办法要求的“{'；'.join(line.what for line in lacking)[:200]}”不符合。办法没有写明后果："
            "仍要列入的，须写明由谁决定、为何（exception_by、exception_why）。"
        )
        raise Conflict("requirement_not_met", message, lacking=[line.what for line in lacking])
    handlers = {row.entered_by, *(line.reviewed_by for line in lines)}
    names = [name for name in name_persons(unit, handlers).values() if name is not None]
    if data.exception_by is not None and any(same_name(data.exception_by, name) for name in names):
        message = f"{data.exception_by}登记了申报或者审查结果，不能由其决定例外列入（exception_by）。"
        raise Forbidden("same_person", message)
    if not lacking and (data.exception_by is not None or data.exception_why is not None):
        message = "各项都符合，不填例外列入（exception_by、exception_why）。"
        raise Malformed("field_unknown", message, field="exception_by")


def find_latest(events: Iterable[AdmissionEvent]) -> dict[tuple[str, str | None], AdmissionEvent]:
    """Find the last of each kind of event that was not returned, of consents by industry."""
    standing = [event for event in events if event.state != "returned"]
    ordered = sorted(standing, key=lambda event: (event.held_on, event.id))
    return {(event.kind, event.industry): event for event in ordered}


def _check_credit(latest: Mapping[tuple[str, str | None], AdmissionEvent], day: date) -> None:
    """Check that the last credit query is of the day, checked, and without 异常.

    Raises Conflict (`credit_missing`).
    """
    query = latest.get((CREDIT, None))
    if query is None or query.state != "checked":
        message = "最近一次信用查询没有登记或者没有复核：请在公示系统、信用中国查询，附当日截图。"
        raise Conflict("credit_missing", message)
    if query.result not in GOOD:
        message = f"{query.held_on}的信用查询有异常，不能列入；异常已消除的，请重新查询、登记。"
        raise Conflict("credit_missing", message)
    if query.held_on != day:
        message = f"最近一次信用查询是{query.held_on}的，须有审查完毕之日{day}当日的查询。"
        raise Conflict("credit_missing", message)


def _check_steps(
    latest: Mapping[tuple[str, str | None], AdmissionEvent],
    batch: AdmissionBatch,
    route: AdmissionRoute,
    day: date,
) -> None:
    """Check that what the text's route asks for before the list was done by a day, with a good result.

    Raises Conflict (`step_missing`).
    """
    passed = {
        STEP_OF[kind]
        for (kind, _), event in latest.items()
        if kind in STEP_OF and event.state == "checked" and event.result in GOOD and event.held_on <= day
    }
    needed = [step for step in list_steps(batch, route) if step not in AFTER_LIST]
    if lacking := [step for step in needed if step not in passed]:
        message = f"{route.cite}所列步骤到{day}还缺：{'、'.join(lacking)}，请先登记并复核。"
        raise Conflict("step_missing", message, lacking=[str(step) for step in lacking])


def list_steps(batch: AdmissionBatch, route: AdmissionRoute) -> list[AdmissionStep]:
    """List the steps of a route for a batch that are recorded as events."""
    chosen = [AdmissionStep(batch.manner)] if route.one_of and batch.manner is not None else []
    return [step for step in (*route.steps, *chosen) if step not in BY_ITSELF]


def _check_own_list(
    unit: Unit,
    row: AdmissionApplication,
    route: AdmissionRoute,
    latest: Mapping[tuple[str, str | None], AdmissionEvent],
) -> None:
    """Check that an applicant asked for an industry's own list, has what it asks, and passed its 审核.

    Raises Conflict (`own_list_not_provided`, `own_list_not_met`).
    """
    check_own_list(route)
    if not row.wants_list:
        raise Conflict("own_list_not_met", "该单位没有申请进入细分行业库，只能作行业分配。")
    lines = list_rows(unit, AdmissionCheck, application_id=row.id, for_list=True)
    if lacking := [line.what for line in lines if line.result != "met"]:
        message = f"{route.cite}对细分行业库的要求不符合：{'；'.join(lacking)}；可以只作行业分配。"
        raise Conflict("own_list_not_met", message, lacking=lacking)
    review = latest.get((OWN_LIST, None))
    if review is None or review.state != "checked" or review.result not in GOOD:
        message = f"{route.cite}：进入细分行业库须经审核通过，请登记细分行业库审核并复核。"
        raise Conflict("own_list_not_met", message)


_UPHELD: Final = (
    select(AdmissionObjection.c.application_id, func.count().label("upheld"))
    .where(AdmissionObjection.c.upheld)
    .group_by(AdmissionObjection.c.application_id)
)


def count_upheld(unit: Unit, ids: Iterable[int]) -> dict[int, int]:
    """Count the objections to applications that were right."""
    statement = _UPHELD.where(AdmissionObjection.c.application_id.in_(list(ids)))
    return {row.application_id: row.upheld for row in unit.execute(statement)}


def take_off(
    unit: Unit, _profile: Profile, row_id: int, data: Reason, version: int | None = None
) -> AdmissionApplication:
    """Take an application off the proposed list, before the list is published."""
    batch, row = begin_in_batch(unit, "take_off", row_id, version)
    check_state(batch, "reviewing", "shortlisted", "shown")
    return take(unit, APPLICATIONS, row, "take_off", vars(data), industry_list=False)
