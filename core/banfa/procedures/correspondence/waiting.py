"""What waits in the room: letters to be accepted, verified, answered; papers and matters with their days."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import case, func, literal

from banfa.procedures.correspondence.channels import ANSWER, CHANNELS
from banfa.procedures.correspondence.incoming_rows import STATES as STATES_OF_PAPER
from banfa.procedures.correspondence.incoming_rows import Incoming
from banfa.procedures.correspondence.letter_rows import Letter
from banfa.procedures.correspondence.letter_words import ENDED
from banfa.procedures.correspondence.letter_words import STATES as STATES_OF_LETTER
from banfa.procedures.correspondence.matter_rows import STATES as STATES_OF_MATTER
from banfa.procedures.correspondence.matter_rows import Matter
from banfa.procedures.correspondence.web_rows import STATES as STATES_OF_WEB
from banfa.procedures.correspondence.web_rows import WAITING, WEB_LETTERS, WebLetter
from banfa.procedures.work_item import make_columns, name_state
from banfa.trust.persons import name_person

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Select

KINDS_OF_CORRESPONDENCE: Final = {
    "web_letter": WEB_LETTERS.zh,
    "letter": "来信",
    "incoming_paper": "收文",
    "meeting_matter": "议定事项",
}
LETTER_CHECKED, WEB_CHECKED, MATTER_CHECKED = "letter", "web_letter", "meeting_matter"
"""Kinds of which some wait for a second person."""


def select_items_of_correspondence() -> Iterator[Select[Any]]:
    """Select what waits, a part a table."""
    c, w, p, m = Letter.c, WebLetter.c, Incoming.c, Matter.c
    yield make_columns(
        "web_letter",
        id=w.id,
        what=case((w.sealed, "网上来信（不拆封）"), else_="网上来信"),
        step=name_state(w.state, STATES_OF_WEB),
        person=name_person(w.declined_by),
        person_id=w.declined_by,
        approval=w.state == "declining",
        number=w.number,
        due_on=w.sent_on + ANSWER,
        since=w.sent_at,
    ).where(w.state.in_(WAITING))
    yield make_columns(
        "letter",
        id=c.id,
        provider_id=c.provider_id,
        what=name_state(c.channel, CHANNELS),
        step=name_state(c.state, STATES_OF_LETTER),
        person=name_person(func.coalesce(case((c.state == "verified", c.verified_by)), c.handler_id)),
        person_id=func.coalesce(case((c.state == "verified", c.verified_by)), c.handler_id),
        approval=c.state == "verified",
        number=c.number,
        due_on=case((c.state == "registered", func.least(c.answer_by, c.due_on)), else_=c.due_on),
        since=c.registered_at,
    ).where(c.state.not_in(ENDED))
    yield make_columns(
        "incoming_paper",
        id=p.id,
        what=p.title,
        step=name_state(p.state, STATES_OF_PAPER),
        person=name_person(func.coalesce(p.handler_id, p.received_by)),
        person_id=func.coalesce(p.handler_id, p.received_by),
        approval=literal(value=False),
        number=func.coalesce(p.foreign_no, p.number),
        due_on=p.due_on,
        since=p.received_at,
    ).where(p.state != "done")
    yield make_columns(
        "meeting_matter",
        id=m.id,
        what=func.concat(m.responsible, "：", m.what),
        step=name_state(m.state, STATES_OF_MATTER),
        person=name_person(func.coalesce(m.reported_by, m.assigned_by)),
        person_id=func.coalesce(m.reported_by, m.assigned_by),
        approval=m.state == "reported",
        due_on=case((m.state == "assigned", m.due_on)),
        since=m.assigned_at,
    ).where(m.state != "closed")
