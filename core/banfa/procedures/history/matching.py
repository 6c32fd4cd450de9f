"""Matching names: a person says which party a spelling is, or that the ledger has none; another may undo it.

One match serves every sheet in which the spelling stands.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Text, and_, any_, bindparam, case, func, literal, or_

from banfa.database.tenancy import select
from banfa.errors import Conflict, Malformed
from banfa.ledger.entries.specifiers import text
from banfa.ledger.kinds.enterprises import Enterprise
from banfa.ledger.kinds.providers import Provider
from banfa.ledger.recording.listing import get_entry
from banfa.procedures.cases.steps import take
from banfa.procedures.history.fields import OTHER_CODES, PARTIES
from banfa.procedures.history.history_rows import ROWS, HistoryRow
from banfa.procedures.history.name_rows import NAMES, SETTLED, HistoryName
from banfa.procedures.inputs import Inputs, link
from banfa.trust.locks import Lock, take_lock

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement
    from sqlalchemy.sql.base import ReadOnlyColumnCollection

    from banfa.cities.profile import Profile
    from banfa.trust.unit import Unit


class MatchName(Inputs, example={"provider_id": "PROVIDER"}):
    """Which party it is; why, where the sheets have another code for it."""

    provider_id: int | None = link("provider", "服务商")
    enterprise_id: int | None = link("enterprise", "试点企业")
    reason: str | None = text("理由", max_length=500, hint="表中信用代码与台账不一致的须写明，如旧注册号")
    history_row_id: int | None = link(
        "history_row", "代码不一致的行", hint="写法已经匹配、某一行代码与台账不一致的填写，只匹配这一行"
    )


class NoteAbsent(Inputs, example={"reason": "该单位2023年已注销，未进入本市试点。"}):
    """Why the ledger has no such party."""

    reason: str = text("理由", max_length=500)


class UndoMatch(Inputs, example={"reason": "同名的另一家单位。"}):
    """Why."""

    reason: str = text("理由", max_length=500)


r: Final = HistoryRow.c
_CODES_THAT_DIFFER: Final = {
    party: select(r[f"{party}_code"])
    .where(
        r[f"written_{party}_id"] == bindparam("name_id"),
        r[f"{party}_code"].is_not(None),
        r[f"{party}_code"] != bindparam("code"),
    )
    .distinct()
    .limit(3)
    for party in PARTIES
}
_CONFIRMED: Final = {
    party: select(func.count()).where(
        r[f"written_{party}_id"] == bindparam("name_id"), r.state == "confirmed"
    )
    for party in PARTIES
}


def match_name(
    unit: Unit, _profile: Profile, row_id: int, data: MatchName, version: int | None = None
) -> HistoryName:
    """Match a spelling to a party of the ledger; every row with it that is not done follows.

    Or, of a spelling that is matched, have one row follow that has another code. Raises Missing, Malformed
    (`party_missing`, `party_of_other_kind`, `reason_missing`), Conflict (`code_differs`, `matched_to_other`,
    `row_not_marked`).
    """
    take_lock(unit, Lock.HISTORY)
    row = NAMES.begin(unit, "match" if data.history_row_id is None else "accept", row_id, version=version)
    given = {party: getattr(data, f"{party}_id") for party in PARTIES}
    number = given.pop(row.party)
    if any(other is not None for other in given.values()):
        message = f"这是{PARTIES[row.party]}一列的名称，只能匹配为{PARTIES[row.party]}。"
        raise Malformed("party_of_other_kind", message, field=f"{next(iter(given))}_id")
    if number is None:
        message = f"请选择匹配的{PARTIES[row.party]}；台账中没有的，登记台账中没有。"
        raise Malformed("party_missing", message, field=f"{row.party}_id")
    if data.history_row_id is not None:
        return _accept_row(unit, row, number, data, data.history_row_id)
    _check_codes(unit, row, _find_code(unit, row.party, number), data.reason)
    settled = {"settled_by": unit.actor.person.id, "settled_at": unit.now, "reason": data.reason}
    after = take(unit, NAMES, row, "match", vars(data), **{f"{row.party}_id": number}, **settled)
    _settle_rows(unit, after)
    return after


def _accept_row(unit: Unit, name: HistoryName, number: int, data: MatchName, marked_id: int) -> HistoryName:
    """Have a row that has another code follow a match; who does has matched it. Raises as `match_name`."""
    if number != getattr(name, f"{name.party}_id"):
        zh = PARTIES[name.party]
        message = f"该写法已匹配为另一家{zh}，只能按已有的匹配办理；确不是同一家的，登记该行不采用。"
        raise Conflict("matched_to_other", message, field=f"{name.party}_id")
    if data.reason is None:
        raise Malformed("reason_missing", "请写明代码不一致而确为同一单位的理由。", field="reason")
    marked = ROWS.find(unit, marked_id)
    of_name = getattr(marked, f"written_{name.party}_id") == name.id
    if not of_name or marked.state != "unmatched" or OTHER_CODES[name.party] not in marked.lacking:
        message = "所选的不是这一写法下代码不一致而未匹配的行，请核对。"
        raise Conflict("row_not_marked", message, field="history_row_id")
    after = take(unit, NAMES, name, "accept", vars(data))
    _settle_rows(unit, replace(after, settled_by=unit.actor.person.id), HistoryRow.table.c.id == marked_id)
    return after


def _find_code(unit: Unit, party: str, number: int) -> str | None:
    """Find the code of a party of the ledger. Raises Missing."""
    if party == "provider":
        return get_entry(unit, Provider, number).uscc
    return get_entry(unit, Enterprise, number).uscc


def _check_codes(unit: Unit, row: HistoryName, uscc: str | None, reason: str | None) -> None:
    """Ask for a reason where rows with the spelling have another code than the party."""
    if uscc is None or reason is not None:
        return
    codes = list(unit.execute(_CODES_THAT_DIFFER[row.party], name_id=row.id, code=uscc).scalars())
    if codes:
        message = f"表中该名称的信用代码为{'、'.join(codes)}，台账为{uscc}：确为同一单位的，请写明理由。"
        raise Conflict("code_differs", message, field="reason")


def note_absent(
    unit: Unit, _profile: Profile, row_id: int, data: NoteAbsent, version: int | None = None
) -> HistoryName:
    """Say that the ledger has no such party."""
    take_lock(unit, Lock.HISTORY)
    row = NAMES.begin(unit, "note_absent", row_id, version=version)
    settled = {"settled_by": unit.actor.person.id, "settled_at": unit.now}
    after = take(unit, NAMES, row, "note_absent", vars(data), reason=data.reason, **settled)
    _settle_rows(unit, after)
    return after


def undo_match(
    unit: Unit, _profile: Profile, row_id: int, data: UndoMatch, version: int | None = None
) -> HistoryName:
    """Take a match back, as another person than who made it. Raises Conflict (`rows_confirmed`)."""
    take_lock(unit, Lock.HISTORY)
    row = NAMES.begin(unit, "undo", row_id, version=version)
    confirmed = unit.execute(_CONFIRMED[row.party], name_id=row_id).scalar_one()
    if confirmed:
        message = f"有{confirmed}行据此匹配的历史数据已经确认，请先撤回确认。"
        raise Conflict("rows_confirmed", message, rows=confirmed)
    after = take(unit, NAMES, row, "undo", vars(data))
    c = HistoryRow.table.c
    _update_rows(
        unit,
        c[f"written_{row.party}_id"] == row_id,
        **{f"{row.party}_id": None, f"{row.party}_matched_by": None},
        lacking=func.array_remove(c.lacking, literal(OTHER_CODES[row.party], Text)),
        state=case((c.state == "matched", "unmatched"), else_=c.state),
    )
    return after


def _settle_rows(unit: Unit, name: HistoryName, *only: ColumnElement[bool]) -> None:
    """Have the rows with a spelling follow what was settled of it: in one statement, however many."""
    c, matched = HistoryRow.table.c, name.state == "matched"
    others = [party for party in PARTIES if party != name.party]
    somebody = or_(literal(matched), *(c[f"{party}_id"].is_not(None) for party in others))
    marked = or_(*(literal(OTHER_CODES[party], Text) == any_(c.lacking) for party in others))
    follows = and_(c.state == "unmatched", ~_has_open_name(c), ~marked, somebody)
    _update_rows(
        unit,
        and_(c[f"written_{name.party}_id"] == name.id, c.state.in_(("unmatched", "left_out")), *only),
        **{f"{name.party}_id": getattr(name, f"{name.party}_id")},
        **{f"{name.party}_matched_by": name.settled_by},
        lacking=func.array_remove(c.lacking, literal(OTHER_CODES[name.party], Text)),
        state=case((follows, "matched"), else_=c.state),
    )


def _has_open_name(row: ReadOnlyColumnCollection[str, Any]) -> ColumnElement[bool]:
    """Whether a name of a row is not settled; `row` are its columns."""
    n = HistoryName.c
    mine = or_(n.id == row.written_provider_id, n.id == row.written_enterprise_id)
    open_names = select(n.id).where(mine, n.state.not_in(SETTLED))
    return open_names.correlate_except(HistoryName.rows).exists()


def _update_rows(unit: Unit, which: ColumnElement[bool], **values: object) -> None:
    """Change rows in one statement, as a new version each, bound to the link of what was noted."""
    table = HistoryRow.table
    changed = unit.update(table).where(which).values(version=table.c.version + 1, **values)
    unit.seal(table, sorted(unit.execute(changed.returning(table.c.id)).scalars()))
