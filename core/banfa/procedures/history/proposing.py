"""Whom a spelling may be: parties of the ledger with the same code or name, a former name, one that is alike.

Proposals are worked out when they are looked at; none is ever taken but by a person.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sqlalchemy import ARRAY, BigInteger, any_, bindparam, union_all

from banfa.database.tenancy import select
from banfa.ledger.entries.tables import stands
from banfa.ledger.kinds.enterprises import Enterprise
from banfa.ledger.kinds.listings import EnterpriseChange
from banfa.ledger.kinds.providers import Provider, ProviderChange
from banfa.procedures.history.history_rows import HistoryRow
from banfa.procedures.spelling import ALIKE, measure_likeness, squeeze

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import CompoundSelect

    from banfa.procedures.history.name_rows import HistoryName
    from banfa.trust.unit import Unit

REASONS: Final = {
    "same_code": "信用代码相同",
    "same_name": "名称相同（不计空格、括号和公司形式）",
    "former_name": "与台账所载曾用名相同",
    "alike": "名称相近，请核对原件",
}
"""Why a party is proposed, the surest first."""
MAX_ALIKE: Final = 5
"""How many of those are proposed that only look alike."""


class Proposal(NamedTuple):
    """A party that a spelling may be: its entry, name and code, and why (`REASONS`)."""

    party: str
    entry_id: int
    name: str
    code: str | None
    why: str


class _Party(NamedTuple):
    entry_id: int
    name: str
    uscc: str | None
    squeezed: str


r: Final = HistoryRow.c
_ROWS: Final[Mapping[str, Any]] = {"provider": Provider, "enterprise": Enterprise}
_CHANGES: Final[Mapping[str, Any]] = {"provider": ProviderChange, "enterprise": EnterpriseChange}
_WANTED: Final = bindparam("names", type_=ARRAY(BigInteger))
_CODES: Final = union_all(
    *(
        select(r[f"written_{party}_id"].label("name_id"), r[f"{party}_code"].label("code")).where(
            r[f"written_{party}_id"] == any_(_WANTED), r[f"{party}_code"].is_not(None)
        )
        for party in _ROWS
    )
)


def _select_former(party: str) -> CompoundSelect[Any]:
    """Select the names that parties had before, by a correction or by a change that they reported."""
    row, change = _ROWS[party].c, _CHANGES[party].c
    corrected = select(row.entry_id, row.name).where(~stands(_ROWS[party].rows))
    reported = select(change[f"{party}_id"].label("entry_id"), change.before.label("name")).where(
        stands(_CHANGES[party].rows), change.what == "name", change.before.is_not(None)
    )
    return union_all(corrected, reported)


_STANDING: Final = {
    party: select(row.c.entry_id, row.c.name, row.c.uscc).where(stands(row.rows))
    for party, row in _ROWS.items()
}
_FORMER: Final = {party: _select_former(party) for party in _ROWS}


def propose(unit: Unit, names: Sequence[HistoryName]) -> dict[int, list[Proposal]]:
    """Propose parties for names that are not settled, the surest first: a few statements for all names."""
    unsettled = [name for name in names if name.state == "open"]
    if not unsettled:
        return {}
    codes: defaultdict[int, set[str]] = defaultdict(set)
    for row in unit.execute(_CODES, names=[name.id for name in unsettled]):
        codes[row.name_id].add(row.code)
    proposed: dict[int, list[Proposal]] = {}
    for party in _ROWS:
        mine = [name for name in unsettled if name.party == party]
        if mine:
            parties, former = _read_ledger(unit, party)
            proposed |= {name.id: _match(name, codes[name.id], parties, former) for name in mine}
    return proposed


def _read_ledger(unit: Unit, party: str) -> tuple[list[_Party], Mapping[str, set[int]]]:
    """All parties of a kind that stand, and who had a name before, by the name as it is squeezed."""
    parties = [
        _Party(row.entry_id, row.name, row.uscc, squeeze(row.name)) for row in unit.execute(_STANDING[party])
    ]
    former: defaultdict[str, set[int]] = defaultdict(set)
    for row in unit.execute(_FORMER[party]):
        former[squeeze(row.name)].add(row.entry_id)
    return parties, former


def _match(
    name: HistoryName, codes: set[str], parties: Sequence[_Party], former: Mapping[str, set[int]]
) -> list[Proposal]:
    squeezed = squeeze(name.spelling)
    had = former.get(squeezed, set())
    sure, alike = [], []
    for each in parties:
        likeness = measure_likeness(squeezed, each.squeezed)
        if each.uscc in codes:
            why = "same_code"
        elif each.squeezed == squeezed:
            why = "same_name"
        elif each.entry_id in had:
            why = "former_name"
        elif likeness >= ALIKE:
            alike.append((-likeness, each))
            continue
        else:
            continue
        sure.append((list(REASONS).index(why), each, why))
    best = sorted(alike, key=lambda ranked: (ranked[0], ranked[1].name, ranked[1].entry_id))[:MAX_ALIKE]
    ordered = sorted(sure, key=lambda ranked: (ranked[0], ranked[1].name, ranked[1].entry_id))
    chosen = [*((each, why) for _, each, why in ordered), *((each, "alike") for _, each in best)]
    return [Proposal(name.party, each.entry_id, each.name, each.uscc, why) for each, why in chosen]
