"""Which kinds of decision an edition knows, and by which provisions: from the consequences of its clauses."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from banfa.errors import Conflict, Malformed
from banfa.law import cite
from banfa.ledger.kinds.decisions import (
    GRADE,
    KINDS_OF_DECISION,
    ORDER,
    OUTCOME,
    REMOVAL,
    WITHDRAWAL,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from banfa.law import Cite, Edition, Remedy

KIND_OF_REMEDY: Final = {"rectification": ORDER, "disqualification": REMOVAL}
"""Remedies whose decision has another name."""
MAX_NAMED: Final = 8
"""How many provisions an error names."""


def list_provisions(law: Edition) -> Mapping[str, tuple[Cite, ...]]:
    """List, by kind of decision, the provisions of an edition that provide for it.

    How an order ended is decided under the order's provision; any decision can be withdrawn.
    """
    provisions: dict[str, list[Cite]] = defaultdict(list)
    for clause in law.clauses:
        for remedy in flatten_remedies(clause.then):
            provisions[KIND_OF_REMEDY.get(remedy.kind, remedy.kind)].append(clause.cite)
    if law.grading is not None:
        provisions[GRADE].append(law.grading.cite)
    if ORDER in provisions:
        provisions[OUTCOME] = provisions[ORDER]
    provisions[WITHDRAWAL] = [place for places in list(provisions.values()) for place in places]
    return {kind: tuple(dict.fromkeys(places)) for kind, places in provisions.items()}


def name_kind(law: Edition, kind: str, provision: str | None) -> str:
    """Name a kind of decision in the measure's own words for it: those of the provision, else all there are.

    Empty where the measure has none.
    """
    words: dict[Cite, str] = {}
    for clause in law.clauses:
        remedies = flatten_remedies(clause.then)
        named = [r.zh for r in remedies if KIND_OF_REMEDY.get(r.kind, r.kind) == kind]
        if named:
            words[clause.cite] = "、".join(named)
    try:
        own = [words[place] for place in words if provision and _covers(cite(provision), place)]
    except ValueError:
        own = []
    return "或者".join(dict.fromkeys(own or words.values()))


def flatten_remedies(remedies: Iterable[Remedy]) -> Iterator[Remedy]:
    """Give every remedy, those that the bureau chooses among too."""
    for remedy in remedies:
        if remedy.options:
            yield from flatten_remedies(remedy.options)
        else:
            yield remedy


def check_provision(law: Edition, kind: str, provision: str) -> None:
    """Raise where the edition has no such kind of decision, or not under this provision.

    Conflict (`decision_unknown_to_edition`), Malformed (`field_malformed`, `provision_mismatch`).
    """
    zh = KINDS_OF_DECISION[kind]
    places = list_provisions(law).get(kind, ())
    if not places:
        message = f"版本“{law.key}”没有规定{zh}，不能作出这种决定。"
        raise Conflict("decision_unknown_to_edition", message, field="kind", edition=law.key)
    try:
        wanted = cite(provision)
    except ValueError as error:
        raise Malformed("field_malformed", f"依据条款（cite）有误：{error}。", field="cite") from error
    if not any(_covers(wanted, place) for place in places):
        named = "、".join(str(place) for place in places[:MAX_NAMED]) + ("等" if places[MAX_NAMED:] else "")
        message = f"{wanted}没有规定{zh}；规定{zh}的是：{named}。"
        raise Malformed("provision_mismatch", message, field="cite")


def _covers(wanted: Cite, place: Cite) -> bool:
    """Whether a provision is the place, or the article or item that it stands in."""
    return place.numbers[: len(wanted.numbers)] == wanted.numbers and wanted.part in ("", place.part)
