"""What a paper carries, as its text says it: which remedies, by which provision and term, about whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from banfa.ledger.kinds.decisions import KINDS_OF_DECISION, ORDER
from banfa.ledger.kinds.enterprises import Enterprise
from banfa.ledger.kinds.providers import Provider
from banfa.ledger.recording.listing import get_entry
from banfa.papers.joining import Imposed
from banfa.papers.wording import write_term
from banfa.procedures.cases.casefiles import CASES, CaseFile
from banfa.procedures.cases.leads import Lead
from banfa.procedures.cases.listing import list_rows
from banfa.procedures.cases.origins import name_origin
from banfa.procedures.decisions.provisions import KIND_OF_REMEDY, flatten_remedies
from banfa.procedures.instruments.editions import find_edition

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from banfa.cities.profile import Profile
    from banfa.law import Remedy
    from banfa.procedures.cases.documents import Document
    from banfa.procedures.cases.remedies import CaseRemedy
    from banfa.trust.unit import Unit

REMEDY_OF_KIND: Final = {kind: remedy for remedy, kind in KIND_OF_REMEDY.items()}


@dataclass(frozen=True, slots=True)
class Party:
    """A provider a paper is about. `facts`: what was verified of it; `places`: the provisions, in words."""

    id: int
    name: str
    uscc: str
    facts: str
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Carrying:
    """A paper with what it carries. `addressees`: to whom it goes, each once; `waived`: nobody was heard."""

    document: Document
    case: CaseFile
    remedies: tuple[CaseRemedy, ...]
    imposed: tuple[Imposed, ...]
    providers: tuple[Party, ...]
    addressees: tuple[str, ...]
    waived: bool


def read_carried(
    unit: Unit, profile: Profile, document: Document, remedies: Sequence[CaseRemedy]
) -> Carrying:
    """Read what a paper carries."""
    cases = {remedy.case_id: CASES.find(unit, remedy.case_id, lock=False) for remedy in remedies}
    case = cases.get(document.case_id) or CASES.find(unit, document.case_id, lock=False)
    providers = _read_parties(unit, profile, remedies)
    heard = [remedy for remedy in remedies if remedy.hearing]
    return Carrying(
        document=document,
        case=case,
        remedies=tuple(remedies),
        imposed=_group(profile, remedies, providers),
        providers=providers,
        addressees=tuple(dict.fromkeys(_name_addressee(unit, remedy, providers) for remedy in remedies)),
        waived=bool(heard) and all(remedy.waived_by is not None for remedy in heard),
    )


def _read_parties(unit: Unit, profile: Profile, remedies: Sequence[CaseRemedy]) -> tuple[Party, ...]:
    parties = []
    for provider_id in dict.fromkeys(remedy.provider_id for remedy in remedies):
        own = [remedy for remedy in remedies if remedy.provider_id == provider_id]
        provider: Any = get_entry(unit, Provider, provider_id)
        leads = [
            lead
            for case_id in dict.fromkeys(remedy.case_id for remedy in own)
            for lead in list_rows(unit, Lead, case_id=case_id)
        ]
        facts = "；".join(dict.fromkeys(_write_facts(unit, profile, lead) for lead in leads))
        places = tuple(dict.fromkeys(name_place(profile, remedy) for remedy in own))
        parties.append(Party(provider_id, provider.name, provider.uscc or "", facts, places))
    return tuple(parties)


def _write_facts(unit: Unit, profile: Profile, lead: Lead) -> str:
    """What was found of a lead, and on which finding or grade it rests."""
    origin = name_origin(unit, profile, lead)
    return (lead.finding or lead.summary).rstrip("。") + (f"（{origin}）" if origin else "")


def _name_addressee(unit: Unit, remedy: CaseRemedy, providers: Iterable[Party]) -> str:
    """To whom a remedy's paper goes: the body, the enterprise, else the provider."""
    if remedy.body is not None:
        return remedy.body
    if remedy.enterprise_id is not None:
        enterprise: Any = get_entry(unit, Enterprise, remedy.enterprise_id)
        name: str = enterprise.name
        return name
    return next(party.name for party in providers if party.id == remedy.provider_id)


def name_place(profile: Profile, remedy: CaseRemedy) -> str:
    """The provisions of a remedy as one cites them: 第十四条第（九）项."""
    clauses = find_edition(profile, remedy.edition).clauses
    names = {clause.cite.key: str(clause.cite) for clause in clauses}
    return "、".join(names.get(key, key) for key in remedy.provisions)


def _list_words(profile: Profile, remedy: CaseRemedy) -> list[Remedy]:
    """The law's words for a remedy: both where the text of its clause has both (取消服务资格, 清退)."""
    clauses = find_edition(profile, remedy.edition).clauses
    clause = next((clause for clause in clauses if clause.cite.key == remedy.cite), None)
    provided = flatten_remedies(clause.then) if clause is not None else ()
    return [word for word in provided if KIND_OF_REMEDY.get(word.kind, word.kind) == remedy.kind]


def name_remedy(profile: Profile, remedy: CaseRemedy) -> str:
    """A remedy in the text's words."""
    words = [word.zh for word in _list_words(profile, remedy)]
    return "、".join(words) if words else KINDS_OF_DECISION[remedy.kind]


def write_term_of(remedy: CaseRemedy) -> str:
    """An order's term in words, nothing for any other remedy."""
    if remedy.kind != ORDER or remedy.term is None or remedy.term_unit is None:
        return ""
    return write_term(remedy.term, remedy.term_unit)


def _group(
    profile: Profile, remedies: Sequence[CaseRemedy], providers: Sequence[Party]
) -> tuple[Imposed, ...]:
    """Group remedies that a paper says in one row: the same kind and term, of one party of one clause."""
    many = len(providers) > 1
    places = {party.id: place for place, party in enumerate(providers, start=1)}
    groups: dict[tuple[str, ...], list[CaseRemedy]] = {}
    for remedy in remedies:
        clause = "" if many else remedy.cite
        groups.setdefault((remedy.kind, write_term_of(remedy), clause), []).append(remedy)
    rows = []
    for (kind, term, _), alike in groups.items():
        words = [word.kind for word in _list_words(profile, alike[0])]
        cites = dict.fromkeys(name_place(profile, remedy) for remedy in alike)
        rows.append(
            Imposed(
                kinds=tuple(words) or (REMEDY_OF_KIND.get(kind, kind),),
                zh=name_remedy(profile, alike[0]),
                cite="、".join(cites),
                term=term,
                parties=tuple(sorted({places[r.provider_id] for r in alike})) if many else (),
            )
        )
    return tuple(rows)
