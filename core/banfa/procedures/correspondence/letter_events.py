"""What follows the answer to a 信访事项: its 处理意见书 is served, 复查 and 复核 are asked for and answered.

Each is entered as it happened, with its day and number, and the last day that the paper names. What days the
law sets for asking and answering is not in the texts that Banfa has: whoever enters it names the day.
"""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the inputs' annotations are read
from typing import TYPE_CHECKING, Final

from sqlalchemy import Index, bindparam

from banfa.database.base import one_of
from banfa.database.rows import Bound, TenantRow, date_column, instant_column, text_column
from banfa.errors import Conflict, Malformed
from banfa.ledger.entries.specifiers import choice, day, key, past_day, text
from banfa.procedures.correspondence.channels import PETITIONS
from banfa.procedures.correspondence.letter_rows import LETTERS, Letter
from banfa.procedures.correspondence.letter_words import EVENTS, EVENTS_AFTER
from banfa.procedures.inputs import Inputs
from banfa.trust.canonical import plain

if TYPE_CHECKING:
    from datetime import datetime

    from banfa.cities.profile import Profile
    from banfa.trust.unit import Unit

ANSWERS: Final = ("served", "review_answered", "recheck_answered")
"""Events that are papers, which have a number."""
STATES: Final = {"entered": "已登记", "removed": "已清除"}


class LetterEvent(
    TenantRow,
    table="letter_event",
    refers={"letter_id": "letter", "entered_by": "person"},
    constraints=(
        one_of("kind", EVENTS),
        one_of("state", STATES),
        Index("uq_letter_event_kind", "tenant_id", "letter_id", "kind", unique=True),
    ),
    bound=Bound(state=True),
    erasable=("body", "words"),
):
    """What happened after the answer. `body` is whose paper it is, `document_no` its number.

    `due_on` is the last day that the paper names for what follows. Emptied where the letter went to 纪检.
    """

    id: int
    letter_id: int
    kind: str = text_column()
    happened_on: date = date_column()
    body: str | None = text_column()
    document_no: str | None = text_column()
    due_on: date | None = date_column()
    words: str | None = text_column()
    state: str = text_column(default="'entered'")
    entered_by: int
    entered_at: datetime = instant_column()


class EnterLetterEvent(
    Inputs,
    example={
        "kind": "served",
        "happened_on": "2026-04-08",
        "body": "市工业和信息化局",
        "document_no": "厦工信信访〔2026〕3号",
        "due_on": "2026-12-20",
    },
):
    """What happened, when, by which paper."""

    kind: str = choice("事项", EVENTS)
    happened_on: date = past_day("发生之日")
    body: str = text("作出或者收到的机关", max_length=200)
    document_no: str | None = key("文号", max_length=100)
    due_on: date | None = day("下一步的期限", hint="文书载明的：申请复查、复核的，或者作出意见的")
    words: str | None = text("内容摘要", max_length=4000, hint="不写反映人")


_OF_LETTER: Final = (
    LetterEvent.select().where(LetterEvent.c.letter_id == bindparam("letter_id")).order_by(LetterEvent.c.id)
)


def enter_letter_event(
    unit: Unit, _profile: Profile, letter_id: int, data: EnterLetterEvent, version: int | None = None
) -> LetterEvent:
    """Enter what happened after the answer, each once and in its order.

    Raises Conflict (`not_a_petition`, `wrong_state`, `event_entered`, `event_before`), Malformed
    (`field_missing`, `days_reversed`).
    """
    letter = LETTERS.find(unit, letter_id, version=version)
    _check_answered(letter)
    if data.kind in ANSWERS and data.document_no is None:
        message = f"{EVENTS[data.kind]}须填写文号（document_no）。"
        raise Malformed("field_missing", message, field="document_no")
    events = {event.kind: event for event in unit.all(LetterEvent, _OF_LETTER, letter_id=letter_id)}
    if data.kind in events:
        raise Conflict("event_entered", f"该来信已登记{EVENTS[data.kind]}，不必再登记。", field="kind")
    before = EVENTS_AFTER.get(data.kind)
    if before is not None and before not in events:
        message = f"请先登记{EVENTS[before]}，再登记{EVENTS[data.kind]}。"
        raise Conflict("event_before", message, field="kind")
    since = letter.replied_on if before is None else events[before].happened_on
    if since is not None and data.happened_on < since:
        raise Malformed("days_reversed", f"发生之日（happened_on）不能早于{since}。", field="happened_on")
    if data.due_on is not None and data.due_on < data.happened_on:
        raise Malformed("days_reversed", "下一步的期限（due_on）不能早于发生之日。", field="due_on")
    me = unit.actor.person.id
    row = unit.add(LetterEvent, letter_id=letter_id, **vars(data), entered_by=me, entered_at=unit.now)
    about = {"letter_id": letter_id, "kind": data.kind, "happened_on": data.happened_on}
    unit.note("letter_event.recorded", f"letter_event/{row.id}", plain(about))
    return row


def _check_answered(letter: Letter) -> None:
    """Only a petition that was answered goes on so. Raises Conflict."""
    if letter.channel not in PETITIONS:
        message = "处理意见书和复查、复核只登记于信访转办、局长信箱、来电来访、上级转办、网上的来信。"
        raise Conflict("not_a_petition", message)
    if letter.state not in ("replied", "closed"):
        message = f"该来信现为“{LETTERS.states[letter.state]}”，答复后才能登记处理意见书和复查、复核。"
        raise Conflict("wrong_state", message, state=letter.state)


def empty_letter_events(unit: Unit, letter_id: int) -> None:
    """Empty what happened after the answer to a letter that goes to 纪检."""
    ids = [event.id for event in unit.all(LetterEvent, _OF_LETTER, letter_id=letter_id)]
    if not ids:
        return
    table = LetterEvent.table
    values = {"body": None, "document_no": None, "words": None, "state": "removed"}
    unit.execute(unit.update(table).where(table.c.id.in_(ids)).values(**values))
    unit.seal(table, ids)
