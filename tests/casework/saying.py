"""What is usually said to take an act: the document's example, with days and things of the case at hand."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from typing import TYPE_CHECKING, Any

from banfa.procedures.cases import approving, documents, meetings
from banfa.procedures.cases.casefiles import CaseFile
from banfa.procedures.cases.listing import list_rows
from banfa.procedures.cases.office import MEETING
from banfa.procedures.cases.remedies import CaseRemedy
from banfa.trust.persons import Person
from banfa.web.casework.resources import RESOURCES

if TYPE_CHECKING:
    from collections.abc import Callable

    from banfa.trust.unit import Unit

ACTS = {act.name: (resource, act) for resource in RESOURCES.values() for act in resource.acts}
MAKES = {act.name: (resource, act) for resource in RESOURCES.values() for act in resource.makes}
POSTS = ("陈立", "孙岩", "何平", "钱程", "罗敏", "曾强")
"""Who signs, post by post."""
OUTCOMES = ("同意", "不同意")
"""What a meeting has decided, matter by matter."""
Said = dict[str, Any]
_numbers = count(1)


def say(unit: Unit, name: str, row_id: int | None) -> Said:
    """What is said to take an act on a thing as it stands; what refers to things of choice is left out."""
    resource, act = ACTS[name] if row_id is not None else MAKES[name]
    body = {key: value for key, value in act.inputs.example.items() if not _is_outward(value)}
    body |= {key: unit.today for key in body if key.endswith("_on")}
    if name in SAYING:
        body |= SAYING[name](unit, None if row_id is None else resource.find(unit, row_id))
    return body


def disagree(body: Said) -> Said:
    """What is said where a post does not agree: of a meeting, the matter on which it did not."""
    return body | {"agrees": False} | ({"matter": 2} if "matter" in body else {})


def _is_outward(value: Any) -> bool:
    """Whether an example is an id, which is said in capitals: "PROVIDER"; a code has figures as well."""
    return isinstance(value, str) and value.isascii() and value.isupper() and value.replace("_", "").isalpha()


def _sign(unit: Unit, document: Any) -> Said:
    """The next post's own person; at the post of a meeting its record."""
    following = approving.find_next_post(unit, document)
    if following is None:
        return {}
    place, post = following
    said: Said = {"name": POSTS[place - 1]}
    if post == MEETING:
        matters = [{"matter": "拟作处理", "outcome": outcome, "result": outcome} for outcome in OUTCOMES]
        meeting = {"held_on": unit.today, "attended": ["何平", "陈立"], "matters": matters}
        held = {**meetings.RecordMeeting.example, **meeting}
        record = meetings.RecordMeeting(**{**held, "number": f"纪要〔{unit.today.year}〕{next(_numbers)}号"})
        said |= {"meeting_id": meetings.record_meeting(unit, _NOBODYS, record).id, "matter": 1}
    return said


_NOBODYS: Any = None
"""In place of a profile, which a meeting does not ask for."""


def _issue(unit: Unit, _document: Any) -> Said:
    return {"document_no": f"局企业函〔{unit.today.year}〕{next(_numbers)}号"}


def _serve(unit: Unit, document: Any) -> Said:
    carried = documents.list_carried(unit, document.id)
    return {"provider_id": carried[0].provider_id if carried else 0}


def _hand_over(unit: Unit, case: Any) -> Said:
    people = list_rows(unit, Person, kind="natural")
    return {"handler_id": next(person.id for person in people if person.id != case.handler_id)}


def _draft(unit: Unit, case: Any) -> Said:
    remedies = list_rows(unit, CaseRemedy, case_id=case.id)
    ready = [remedy for remedy in remedies if remedy.state in ("planned", "heard")] or remedies
    if not ready:
        return {"remedy_id": 0}
    remedy = ready[-1]
    advance = remedy.hearing and remedy.state == "planned"
    return {"remedy_id": remedy.id, "kind": "advance" if advance else "act"}


def _add(unit: Unit, document: Any) -> Said:
    remedies = list_rows(unit, CaseRemedy, case_id=document.case_id)
    return {"remedy_id": remedies[0].id if remedies else 0}


def _receive() -> Said:
    """Each paper that comes in has its own number."""
    return {"number": f"厦府行复〔2026〕{next(_numbers)}号"}


def _join(unit: Unit, lead: Any) -> Said:
    cases = list_rows(unit, CaseFile, provider_id=lead.provider_id, state="open")
    return {"case_id": cases[0].id if cases else 0}


def _finish(unit: Unit, remedy: Any) -> Said:
    """Of an 约谈 what its record says."""
    if remedy.kind != "interview":
        return {}
    return {
        "held_on": unit.today,
        "place": "局三楼会议室",
        "interviewers": ["林晓", "郑文"],
        "recorder": "周明",
        "interviewed": ["吴霞（总经理）"],
        "matters": "系统上线后无人维护。",
        "words": "承诺一周内派员。",
    }


SAYING: dict[str, Callable[[Unit, Any], Said]] = {
    "verify_lead": lambda _unit, _lead: {"verifiers": ["王敏", "赵雯"]},  # neither checks what he verified
    "plan_remedy": lambda _unit, case: (
        {"kind": "withdrawal", "term": None, "term_unit": None} if case.kind == "correction" else {}
    ),
    "draft_paper": _draft,
    "add_remedy": _add,
    "join_case": _join,
    "enter_approval": _sign,
    "issue_paper": _issue,
    "enter_service": _serve,
    "finish_remedy": _finish,
    "hand_case_over": _hand_over,
    "receive_proceeding": lambda _unit, _case: _receive(),
    "receive_other_proceeding": lambda _unit, _nothing: _receive(),
    "extend_case": lambda _unit, case: {"until": case.due_on + timedelta(30)},
    "extend_term": lambda unit, order: {"until": (order.due_on or unit.today) + timedelta(10)},
    "stand_aside": lambda _unit, _case: {"name": f"回避者{next(_numbers)}"},
}
