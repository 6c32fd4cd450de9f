"""The bureau's notice board (信息公示栏): what a person has put there by the step of publication, no more.

A bureau has one site under .gov.cn (国办发〔2017〕47号), where it publishes; the board is closed until an
internal instrument opens it. What stands there is worked out as it is read: it goes in time by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import bindparam

from banfa.database.tenancy import select
from banfa.errors import Conflict, Missing
from banfa.law import CircularCircle
from banfa.law.quantity import duration
from banfa.ledger.entries.specifiers import choice, integer
from banfa.ledger.kinds.decisions import Decision
from banfa.procedures.calendars import read_calendar
from banfa.procedures.cases.persons import check_not_recused
from banfa.procedures.cases.publication_rows import CIRCULAR, DAY_UNITS, PUBLICATIONS, Publication
from banfa.procedures.cases.publication_standing import SHOWN, STANDS, check_standing
from banfa.procedures.cases.remedies import REMEDIES, CaseRemedy
from banfa.procedures.cases.steps import take
from banfa.procedures.inputs import Inputs
from banfa.procedures.instruments.editions import edition_key_on, settle_edition
from banfa.procedures.instruments.instrument import list_holding, merge_internal
from banfa.reasoning.calendar import day_number, day_of, find_due_day
from banfa.trust.erasing import ERASED_TEXT

if TYPE_CHECKING:
    from sqlalchemy import Select

    from banfa.cities.profile import Profile
    from banfa.law import Edition
    from banfa.reasoning.calendar import Calendar
    from banfa.trust.unit import Unit

PREFIX: Final = "/public"
"""Where boards stand: a bureau's below it, by its slug."""
MAX_DAYS: Final = 90
PAGE: Final = 20
NOTICE_MOVES: Final = timedelta(40)
"""By so many days, at the most, a holiday notice may move the end of a term after it was worked out."""


class ShowPublication(Inputs, example={"days": 7, "day_unit": "个工作日"}):
    """For how long it stands there, from the day after."""

    days: int = integer("公示天数", minimum=1, maximum=MAX_DAYS, hint="自次日起算，期满自动不再显示")
    day_unit: str = choice("天数的单位", DAY_UNITS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What stands on a board: no more than the provision carries, and the text that was reviewed.

    `number` is that of the decision, where there is one; `edition` and `cite` name the provision.
    """

    id: int
    form: str
    title: str | None
    wording: str
    edition: str
    cite: str
    number: str | None
    posted_on: date
    until: date
    days: int
    day_unit: str


def _find_document(unit: Unit) -> str | None:
    """Find the document by which the bureau has opened its board; None where none has. Two statements."""
    edition = edition_key_on(unit, unit.today) or ""
    return merge_internal(list_holding(unit, edition, day=unit.today)).public_pages


def _find_last_day(calendar: Calendar, posted_on: date, days: int, day_unit: str) -> date:
    """Find the last day: counted from the day after, and one in calendar days never on a day of rest.

    民法典第二百零一条、第二百零三条.
    """
    period = duration(days, day_unit)
    return day_of(find_due_day(day_number(posted_on), period, calendar, rest_days_move=True).day)


def show_publication(
    unit: Unit, profile: Profile, row_id: int, data: ShowPublication, version: int | None = None
) -> Publication:
    """Put on the board what was reviewed, from now on and for so long.

    Raises Conflict (`board_closed`, `circular_not_public`, `not_in_effect`), and as the machine.
    """
    row = PUBLICATIONS.begin(unit, "show", row_id, version=version)
    check_not_recused(unit, row.case_id)
    if _find_document(unit) is None:
        message = "本局没有开通信息公示栏：请在本局网站发布，或者先登记开通的内部工作规程。"
        raise Conflict("board_closed", message)
    check_standing(unit, row)
    if row.form == CIRCULAR:
        remedy = REMEDIES.find(unit, row.remedy_id, lock=False)
        _check_circle(settle_edition(unit, profile, edition=remedy.edition, day=unit.today))
    calendar = read_calendar(unit.connection, unit.tenant_id)
    values = {
        "on_board": True,
        "address": f"{PREFIX}/{unit.actor.tenant}/{unit.ids.encode_one('publication', row_id)}",
        "posted_on": unit.today,
        "until": _find_last_day(calendar, unit.today, data.days, data.day_unit),
    }
    return take(unit, PUBLICATIONS, row, "show", vars(data), **vars(data), **values)


def _check_circle(law: Edition) -> None:
    """Raise Conflict (`circular_not_public`) unless the bureau reads 通报 as one to everybody."""
    if CircularCircle.PUBLIC not in law.readings:
        message = "通报只送有关单位，不得在信息公示栏发布；办法或者公布的理解口径为向社会通报的除外。"
        raise Conflict("circular_not_public", message)


p, m, d = Publication.c, CaseRemedy.c, Decision.c
_NOTICES: Final = (
    select(
        *(
            p[name]
            for name in ("id", "form", "title", "wording", "cite", "posted_on", "until", "days", "day_unit")
        ),
        m.edition,
        d.document_no.label("number"),
    )
    .select_from(SHOWN)
    .where(
        p.on_board,
        p.state == "posted",
        p.wording != ERASED_TEXT,
        p.until >= bindparam("since"),
        STANDS,
    )
    .order_by(p.id.desc())
)
_ONE: Final = _NOTICES.where(p.id == bindparam("row_id"))
_PAGE: Final = _NOTICES.where(p.id < bindparam("before")).limit(PAGE + 1)


def list_notices(unit: Unit, *, before: int) -> tuple[list[Notice], int | None]:
    """List what stands on the board, newest first, of ids before one; and before which it goes on.

    Raises Missing where the board is closed. As many statements whether it is or not.
    """
    read = _read(unit, _PAGE, before=before)
    notices, more = read[:PAGE], read[PAGE:]
    return _select_standing(unit, notices), notices[-1].id if more else None


def find_notice(unit: Unit, row_id: int) -> Notice:
    """Find one. Raises Missing where it does not stand there, whatever the reason, after equal work."""
    for notice in _select_standing(unit, _read(unit, _ONE, row_id=row_id)):
        return notice
    raise _make_missing()


def _make_missing() -> Missing:
    return Missing("public_page_missing", "没有这一页，或者已经不再公示。")


def _select_standing(unit: Unit, notices: list[Notice]) -> list[Notice]:
    """Select those whose last day is not over."""
    return [notice for notice in notices if notice.until >= unit.today]


def _read(unit: Unit, statement: Select[Any], **params: int) -> list[Notice]:
    """Read notices, with their last days as the calendar now has them. Raises Missing for a closed board."""
    document = _find_document(unit)
    calendar = read_calendar(unit.connection, unit.tenant_id)
    rows = unit.execute(statement, since=unit.today - NOTICE_MOVES, **params).all()
    if document is None:
        raise _make_missing()
    return [_make_notice(calendar, row._asdict()) for row in rows]


def _make_notice(calendar: Calendar, values: dict[str, Any]) -> Notice:
    """Make a notice: a holiday notice that came later moves its last day on, never back."""
    recounted = _find_last_day(calendar, values["posted_on"], values["days"], values["day_unit"])
    return Notice(**{**values, "until": max(values["until"], recounted)})
