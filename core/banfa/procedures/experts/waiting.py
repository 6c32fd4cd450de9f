"""What waits of experts' reviews: draws, sheets and opinions to be checked, opinions to be adopted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import case, exists, func, literal

from banfa.procedures.experts.opinion_rows import STATES as STATES_OF_OPINION
from banfa.procedures.experts.opinion_rows import Opinion
from banfa.procedures.experts.panel_rows import ADMISSION, STATES, Panel
from banfa.procedures.experts.sheet_rows import ScoreSheet
from banfa.procedures.work_item import make_columns, name_state, select_entered
from banfa.trust.persons import name_person

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import ColumnElement, Select

_ANEW: Final = Opinion.rows.alias("anew")


def _given_anew() -> ColumnElement[bool]:
    """Whether the panel has given another opinion since."""
    a, o = _ANEW.c, Opinion.c
    same_enterprise = a.enterprise_id.is_not_distinct_from(o.enterprise_id)
    of_panel = (a.panel_id == o.panel_id) & (a.provider_id == o.provider_id) & same_enterprise
    return exists().where(of_panel, a.id > o.id, a.state != "returned").correlate(Opinion.rows)


KINDS_OF_EXPERTS: Final = {
    "expert_panel": "专家评审组",
    "score_sheet": "评分表",
    "panel_opinion": "评审组意见",
}


def select_items_of_experts() -> Iterator[Select[Any]]:
    """Select what waits, a part a table."""
    p, s, o = Panel.c, ScoreSheet.c, Opinion.c
    person = func.coalesce(case((p.state == "drawn", p.drawn_by)), p.formed_by)
    yield make_columns(
        "expert_panel",
        id=p.id,
        what=p.name,
        step=name_state(p.state, STATES),
        person=name_person(person),
        person_id=person,
        approval=p.state == "drawn",
        since=func.coalesce(p.drawn_at, p.formed_at),
    ).where(p.state.in_(("formed", "drawn", "seated")))
    yield select_entered("score_sheet", ScoreSheet, provider_id=s.provider_id, what=p.name).select_from(
        ScoreSheet.rows.join(Panel.rows, p.id == s.panel_id)
    )
    yield (
        make_columns(
            "panel_opinion",
            id=o.id,
            provider_id=o.provider_id,
            what=p.name,
            step=name_state(o.state, STATES_OF_OPINION),
            person=name_person(o.entered_by),
            person_id=o.entered_by,
            approval=literal(value=True),
            since=o.entered_at,
        )
        .select_from(Opinion.rows.join(Panel.rows, p.id == o.panel_id))
        .where(
            (o.state == "entered")
            | ((o.state == "checked") & (p.purpose != ADMISSION))
            | (o.state.in_(("void", "withdrawn")) & ~_given_anew())
        )
    )
