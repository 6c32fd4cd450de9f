"""What a case knows of the blanks of its papers: parties, facts, basis, terms, what the party has said."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from banfa.ledger.kinds.decisions import Decision
from banfa.ledger.recording.listing import get_entry
from banfa.ledger.recording.names import name_providers
from banfa.papers.wording import write_amount, write_day, write_ordinal
from banfa.procedures.cases.documents import ACT, ADVANCE, PUBLICITY, list_papers_of
from banfa.procedures.cases.listing import list_rows
from banfa.procedures.cases.office import find_office
from banfa.procedures.cases.paper_items import name_place, name_remedy, write_term_of
from banfa.procedures.cases.remedies import UNDONE, CaseRemedy
from banfa.procedures.instruments.editions import find_edition
from banfa.procedures.instruments.instrument import list_promulgations

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from banfa.cities.profile import Profile
    from banfa.procedures.cases.documents import Document
    from banfa.procedures.cases.paper_items import Carrying
    from banfa.trust.unit import Unit

NOT_OF_TITLE: Final = re.compile(r"（征求意见稿）|（[^（）]*〔\d{4}〕\d+号）")
"""What a text's title carries that is none of it once it is promulgated."""
SELF_CORRECTION: Final = "《全面推进依法行政实施纲要》（国发〔2004〕10号）关于撤销、变更行政决定的规定"
"""On what a bureau corrects itself where no statute of the place says more.

The measure has no article for it: the article under which the annulled act was done is no basis for undoing
it. A reading of ours; a person writes another basis in its place.
"""
SERVED: Final = "送达之日"
HEARD: Final = ("heard", "issued", "effective", "finished", "revoked")


def name_law(unit: Unit, profile: Profile, edition: str) -> str:
    """The measure as a paper cites it: its title, and the number of the document that promulgated it."""
    title = NOT_OF_TITLE.sub("", find_edition(profile, edition).title)
    promulgated = list_promulgations(unit).get(edition)
    return f"《{title}》" + (f"（{promulgated.document_no}）" if promulgated is not None else "")


def fill_values(unit: Unit, profile: Profile, carrying: Carrying, *, named: bool) -> dict[str, str]:
    """Fill in what the case knows. `named`: the paper goes to others, who read of the party by its name."""
    document, remedies = carrying.document, carrying.remedies
    edition = remedies[0].edition if remedies else carrying.case.edition
    places = "、".join(dict.fromkeys(name_place(profile, remedy) for remedy in remedies))
    office = find_office(unit)
    values = {
        "案号": carrying.case.number,
        "主管部门": profile.city.bureau,
        "依据": name_law(unit, profile, edition) + places,
        "管辖法院": office.procedure.court or "",
        "生效日期": _write_effect(document),
        "受送单位": "、".join(carrying.addressees),
        "公开属性": PUBLICITY[document.publicity],
        "措施": _list_measures(unit, profile, carrying),
        "复核情况": _write_hearing(remedies, "该单位" if named else "你单位"),
        **_name_parties(carrying),
    }
    if document.kind == ADVANCE:
        values["期限"] = f"{office.days('statement')}个工作日"
    else:
        values["期限"] = next((term for remedy in remedies if (term := write_term_of(remedy))), "")
    if amounts := [remedy.amount for remedy in remedies if remedy.amount is not None]:
        values["金额"] = write_amount(sum(amounts))
    if document.document_no is not None and document.issued_on is not None:
        values |= {"文号": document.document_no, "日期": write_day(document.issued_on)}
    return values


def _name_parties(carrying: Carrying) -> dict[str, str]:
    """One party by its name and code; of many a list, each with what was found and by which provision."""
    parties = carrying.providers
    if len(parties) == 1:
        (party,) = parties
        return {"服务商": party.name, "统一社会信用代码": party.uscc, "事由": party.facts}
    lines = [
        f"{write_ordinal(place)}、{party.name}（统一社会信用代码：{party.uscc}）："
        f"{party.facts}（{'、'.join(party.places)}）；"
        for place, party in enumerate(parties, start=1)
    ]
    return {"服务商": f"{parties[0].name}等{len(parties)}家单位", "事由": "\n".join(lines)}


def _write_effect(document: Document) -> str:
    """From when a decision works: its service, or the later day it names."""
    if document.effective_on is None:
        return SERVED
    return f"{write_day(document.effective_on)}（送达晚于该日的，为{SERVED}）"


def _list_measures(unit: Unit, profile: Profile, carrying: Carrying) -> str:
    """What a paper that does not impose the remedies itself says of them, each with its provision."""
    remedies: Sequence[CaseRemedy] = carrying.remedies
    if successors := [each.successor_id for each in remedies if each.successor_id is not None]:
        names = name_providers(unit, successors)
        return f"相关工作改由{'、'.join(names[number] for number in dict.fromkeys(successors))}组织"
    if carrying.document.kind == ACT:
        if {remedy.kind for remedy in remedies} != {"circular"}:
            return ""
        remedies = [
            other
            for case_id in dict.fromkeys(remedy.case_id for remedy in remedies)
            for other in list_rows(unit, CaseRemedy, case_id=case_id)
            if other.kind != "circular" and other.state not in UNDONE
        ]
    named: dict[str, dict[str, None]] = {}
    for remedy in remedies:
        term = write_term_of(remedy)
        name = name_remedy(profile, remedy) + (f"，期限{term}" if term else "")
        named.setdefault(name, {})[name_place(profile, remedy)] = None
    return "；".join(f"{name}（{'、'.join(places)}）" for name, places in named.items())


def _write_hearing(remedies: Sequence[CaseRemedy], party: str) -> str:
    """What the party has said and the answers, or that it has said nothing in its time."""
    heard = [remedy for remedy in remedies if remedy.hearing and remedy.state in HEARD]
    return "；".join(
        dict.fromkeys(_write_one_hearing(remedy, party) for remedy in heard if not remedy.waived_by)
    )


def _write_one_hearing(remedy: CaseRemedy, party: str) -> str:
    if remedy.stated_on is None:
        return f"{party}在规定期限内未提出陈述申辩"
    return f"{party}于{write_day(remedy.stated_on)}提出陈述申辩，经逐点复核：{write_answers(remedy)}"


def write_answers(remedy: CaseRemedy) -> str:
    """The answers point by point: what was said, whether it is adopted, why."""
    answers = [
        [str(answer.get(name, "")).rstrip("。") for name in ("point", "adopted", "answer")]
        for answer in remedy.answers or ()
    ]
    lines = [f"提出“{point}”，{adopted}，{why}" for point, adopted, why in answers]
    if len(lines) == 1:
        return lines[0]
    return "；".join(f"（{write_ordinal(place)}）{each}" for place, each in enumerate(lines, start=1))


def find_paper_of(unit: Unit, remedy: CaseRemedy, kind: str) -> Document | None:
    """The issued paper of a kind that carries a remedy."""
    papers = [paper for paper in list_papers_of(unit, remedy.id) if paper.kind == kind]
    return next((paper for paper in papers if paper.state == "issued"), None)


def name_original(paper: Document | None) -> dict[str, str]:
    """The paper that another is about: title, number, day."""
    if paper is None or paper.issued_on is None:
        return {}
    return {"原文书": paper.title, "原文号": paper.document_no or "", "原文日期": write_day(paper.issued_on)}


def fill_correction(unit: Unit, profile: Profile, carrying: Carrying) -> dict[str, str]:
    """Fill in what is corrected; each of several decisions in the order of the remedies."""
    rows = [dict(_describe_decision(unit, profile, remedy)) for remedy in carrying.remedies]
    names = dict.fromkeys(name for row in rows for name in row)
    joined = {name: "、".join(dict.fromkeys(row[name] for row in rows if row.get(name))) for name in names}
    return {**joined, "依据": SELF_CORRECTION}


def _describe_decision(unit: Unit, profile: Profile, remedy: CaseRemedy) -> Iterator[tuple[str, str]]:
    """The decision that a remedy withdraws: its paper where one of ours led to it, and what it rested on."""
    if remedy.about_id is None:
        return
    decision = get_entry(unit, Decision, remedy.about_id)
    yield "原文号", decision.document_no or ""
    yield "原文日期", write_day(decision.decided_on)
    yield "原依据", name_law(unit, profile, remedy.edition) + name_place(profile, remedy)
    led = list_rows(unit, CaseRemedy, decision_id=decision.entry_id)
    for paper in (find_paper_of(unit, other, ACT) for other in led):
        yield from name_original(paper).items()
