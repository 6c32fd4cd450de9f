"""A provider's stays in the pool, and how each ended: by its own wish, by a removal, or both."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from sqlalchemy import bindparam

from banfa.ledger.entries.asof import AS_OF, known_now
from banfa.ledger.facts.pool import select_standing_decisions
from banfa.ledger.kinds.decisions import KINDS_OF_DECISION, REMOVAL, Decision
from banfa.ledger.kinds.memberships import Membership
from banfa.procedures.decisions.provisions import name_kind
from banfa.procedures.provider_story import list_stays

if TYPE_CHECKING:
    from collections.abc import Sequence

    from banfa.cities.profile import Profile
    from banfa.procedures.provider_story import Stay
    from banfa.trust.unit import Unit

NOT_RECORDED: Final = "没有写明"
ONE_DAY: Final = timedelta(1)


class Ending(NamedTuple):
    """What ended a stay, or would have: `outside_on` is the first day out of the pool by it.

    `decision_id` is that of a removal; None for what the ledger says of the membership itself.
    """

    outside_on: date
    words: str
    decision_id: int | None


@dataclass(frozen=True, slots=True)
class PastStay:
    """A membership, its last day (None: it goes on), and what ended it, by day."""

    membership: Membership
    until_on: date | None
    endings: Sequence[Ending]

    @property
    def ended(self) -> str:
        """All of it in words; empty while it goes on."""
        return "；".join(ending.words for ending in self.endings)

    @property
    def decision_id(self) -> int | None:
        """The first removal among it."""
        return next((ending.decision_id for ending in self.endings if ending.decision_id), None)


m, d = Membership.c, Decision.c
_MEMBERSHIPS: Final = Membership.standing.where(
    m.provider_id == bindparam("own"), m.from_on <= AS_OF
).order_by(m.from_on.desc(), m.entry_id.desc())
_REMOVALS: Final = (
    select_standing_decisions(*Decision.columns(), known=known_now, worked=d.effective_on)
    .where(d.provider_id == bindparam("own"), d.kind == REMOVAL, d.effective_on <= AS_OF)
    .order_by(d.effective_on, d.entry_id)
)


def list_past(unit: Unit, profile: Profile, provider_id: int) -> list[PastStay]:
    """List a provider's memberships begun by today, the last first, each with how it ended."""
    binds = {"own": provider_id, "as_of": unit.today}
    stays = list_stays(unit, provider_id, unit.all(Membership, _MEMBERSHIPS, **binds))
    removals = unit.all(Decision, _REMOVALS, **binds)
    return [
        PastStay(
            stay.membership, stay.until_on, sorted(_list_endings(profile, stay, stays, removals), key=_by_day)
        )
        for stay in stays
    ]


def _by_day(ending: Ending) -> date:
    return ending.outside_on


def _list_endings(
    profile: Profile, stay: Stay, stays: Sequence[Stay], removals: Sequence[Decision]
) -> list[Ending]:
    """List what ended a stay: also a removal of who had left already, until it came in again."""
    membership, last = stay.membership, stay.until_on
    if last is None:
        return []
    endings = []
    later = [each.membership.from_on for each in stays if each.membership.from_on > last]
    for removal in removals:
        out_on = removal.effective_on
        if out_on is None or out_on <= membership.from_on or any(day < out_on for day in later):
            continue
        day = "" if out_on == last + ONE_DAY else f"，自{out_on}起"
        words = f"{_name(profile, removal)}：{removal.document_no or removal.decided_on}{day}"
        endings.append(Ending(out_on, words, removal.entry_id))
    own = membership.until_on
    removed = any(ending.outside_on == last + ONE_DAY for ending in endings)
    if own is not None and (membership.ended_why or (own == last and not removed)):
        endings.insert(0, Ending(own + ONE_DAY, membership.ended_why or NOT_RECORDED, None))
    return endings


def _name(profile: Profile, removal: Decision) -> str:
    """What the measure calls a removal by its provision; of one without, whatever it may be called there."""
    law = next((each for each in profile.editions if each.key == removal.edition), profile.latest)
    return name_kind(law, REMOVAL, removal.cite) or KINDS_OF_DECISION[REMOVAL]
