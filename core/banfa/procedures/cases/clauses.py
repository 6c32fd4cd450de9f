"""What a clause asks for: its remedies in the ledger's words, their force, their terms, their own pages.

What lessens a right (removal, grey list, recovery, 通报, work that goes to others) is told before and heard;
that general law asks so for acts that are no penalty is a reading of ours, on by default, to be switched off
only by a named person's document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from banfa.errors import Conflict, Malformed
from banfa.ledger.kinds.decisions import KINDS_OF_DECISION, REMOVAL
from banfa.procedures.decisions.provisions import KIND_OF_REMEDY, flatten_remedies
from banfa.procedures.instruments.editions import edition_key_on, settle_edition_on

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from banfa.cities.profile import Profile
    from banfa.law import Clause, Edition, Remedy
    from banfa.trust.unit import Unit

REASSIGNMENT: Final = "reassignment"
HEARD: Final = (REMOVAL, "grey_list", "recovery", "circular", REASSIGNMENT)
"""Remedies told before they are taken, on which the party is heard."""
HEAVY: Final = (REMOVAL, "grey_list", "recovery")
"""Remedies on which at least two persons decide, after collective discussion."""
REFERRAL: Final = "referral"
REFERRAL_DAYS: Final = 3
"""Within so many days of the report the head decides; then it goes within a day.

行政执法机关移送涉嫌犯罪案件的规定第五条、第六条; that it binds a bureau of this kind is a reading.
"""
BY_ENTERPRISE: Final = ("replacement",)
"""What is no remedy of the bureau's: the enterprise applies for it."""


def find_law(unit: Unit, profile: Profile, *, day: date) -> Edition:
    """Find the edition in force on a day, settled. Raises Conflict (`edition_not_in_force`)."""
    if edition_key_on(unit, day) is None:
        message = f"{day}没有版本施行（试点结束或尚未登记公布施行的文件），不能据以作出新的处理。"
        raise Conflict("edition_not_in_force", message)
    return settle_edition_on(unit, profile, day=day)


def find_law_since(unit: Unit, profile: Profile, *, since: date) -> Edition:
    """Find the edition in force today, or, where none is any more, on the day that is entered late (补录).

    Raises Conflict (`edition_not_in_force`).
    """
    in_force = edition_key_on(unit, unit.today) is not None
    return find_law(unit, profile, day=unit.today if in_force else since)


def find_clause(law: Edition, key: str) -> Clause:
    """Find a situation of an edition by its provision. Raises Malformed (`clause_unknown`)."""
    clause = next((clause for clause in law.clauses if clause.cite.key == key), None)
    if clause is None:
        offered = "、".join(clause.cite.key for clause in law.clauses)
        message = f"版本“{law.key}”没有“{key[:40]}”这一情形；可用：{offered}。"
        raise Malformed("clause_unknown", message, field="clause")
    return clause


def list_remedies(clause: Clause) -> dict[str, Remedy]:
    """List a clause's remedies by kind of decision, in the text's order."""
    return {KIND_OF_REMEDY.get(r.kind, r.kind): r for r in flatten_remedies(clause.then)}


def list_choices(clause: Clause) -> list[set[str]]:
    """List what a clause asks the bureau for, each as the kinds of decision of which one is enough.

    What enterprises apply for is no act of the bureau's; what is shown is published, not decided.
    """
    apart = {*BY_ENTERPRISE, "publication"}
    return [
        {KIND_OF_REMEDY.get(r.kind, r.kind) for r in flatten_remedies((remedy,))} - apart
        for remedy in clause.then
    ]


def find_remedies(clauses: Iterable[Clause], kind: str) -> list[tuple[Clause, Remedy]]:
    """Find which of these clauses provide for a kind of remedy, every one, in their order.

    Raises Conflict (`remedy_not_provided`): the text does not have it.
    """
    listed = list({clause.cite.key: clause for clause in clauses}.values())
    provided = [(clause, remedy) for clause in listed if (remedy := list_remedies(clause).get(kind))]
    if provided:
        return provided
    places = "、".join(str(clause.cite) for clause in listed) or "（无）"
    message = f"本案经核实的情形（{places}）没有规定{KINDS_OF_DECISION[kind]}，不能采取这一措施。"
    raise Conflict("remedy_not_provided", message, field="kind")
