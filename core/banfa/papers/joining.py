"""The paper of what is imposed: the city's own where it imposes exactly that, else one that lists it.

A paper may carry several remedies, of one clause or of several, about one party or about many. Each then
stands in a row of its own with its provision and its term.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from banfa.cities.sentences import HEARD_FIRST, MAY_ANSWER, TELLS_RECOURSE
from banfa.law.notices import (
    ADDRESSEE,
    BECAUSE,
    DECIDED,
    DECIDED_OF_PROJECTS,
    DISSENT,
    OF_PROJECTS,
    OF_YOU,
    PROVIDER,
    RECOURSE,
    REPORT_BACK,
    TOLD_BEFORE,
)
from banfa.papers.templates import LetterTemplate
from banfa.papers.wording import write_ordinal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from banfa.papers.templates import PaperTemplate

PARTY: Final = "{受送单位}"
LISTED: Final = "下列单位"
"""What stands for many parties where the facts begin; each then has a line."""
NAMED: Final = re.compile(rf"(^|，)[^，。：\n]*{re.escape(PROVIDER)}", re.MULTILINE)
"""A party that a document to others names, with what it is (行业推进机构)."""
ORDER: Final = "rectification"
OF_MONEY: Final = "recovery"


@dataclass(frozen=True)
class Imposed:
    """Remedies of one kind of decision as a paper carries them.

    `kinds`: by the law's words, of one clause (`disqualification` and `removal` where the text has both).
    `cite`: the provision. `term`: an order's, from service on. `parties`: the places, from 1, of the parties
    among those listed; empty where there is one.
    """

    kinds: tuple[str, ...]
    zh: str
    cite: str
    term: str = ""
    parties: tuple[int, ...] = ()


def choose_letter(
    papers: Mapping[str, PaperTemplate], imposed: Sequence[Imposed], *, waived: bool = False
) -> LetterTemplate | None:
    """The paper that imposes this, None where nobody has words for it.

    `waived`: nobody was told and heard before, so the paper does not say so.
    """
    own = _find_own(papers, imposed)
    letter = own if own is not None else _list_all(papers, imposed)
    if letter is None:
        return None
    if waived:
        letter = replace(letter, body=_leave_out(letter.body, *TOLD_BEFORE))
    return address_many(letter) if any(each.parties for each in imposed) else letter


def address_many(letter: LetterTemplate) -> LetterTemplate:
    """A letter about one party as one about many: each is named in the list of facts, with its code."""
    body = NAMED.sub(rf"\1{LISTED}", letter.body).replace(OF_YOU, LISTED)
    return replace(letter, body=body, addressee=PARTY if letter.addressee == ADDRESSEE else letter.addressee)


def _leave_out(text: str, *parts: str) -> str:
    for part in parts:
        text = text.replace(part, "")
    return text


def _find_own(papers: Mapping[str, PaperTemplate], imposed: Sequence[Imposed]) -> LetterTemplate | None:
    """Find the paper whose body imposes exactly these kinds, each under one provision and term."""
    kinds = [kind for each in imposed for kind in each.kinds]
    alike = len({(each.cite, each.parties) for each in imposed}) == 1
    terms = {each.term for each in imposed if each.term}
    if not alike or len(terms) > 1 or len(set(kinds)) != len(kinds):
        return None
    letters = [paper for paper in papers.values() if isinstance(paper, LetterTemplate)]
    return next((letter for letter in letters if letter.imposes == frozenset(kinds)), None)


def _list_all(papers: Mapping[str, PaperTemplate], imposed: Sequence[Imposed]) -> LetterTemplate | None:
    """List what is imposed, row by row. None where a remedy has no words that stand beside others."""
    rows = []
    for number, each in enumerate(imposed, start=1):
        if not (words := _say(papers, each)):
            return None
        rows.append(f"（{write_ordinal(number)}）{words}" if len(imposed) > 1 else words)
    kinds = {kind for each in imposed for kind in each.kinds}
    heard = bool(kinds & HEARD_FIRST)
    if OF_MONEY in kinds:
        beginning = DECIDED_OF_PROJECTS if heard else OF_PROJECTS
    else:
        beginning = DECIDED if heard else BECAUSE
    closing = REPORT_BACK if ORDER in kinds else ""
    closing += DISSENT if kinds & MAY_ANSWER and not heard else ""
    closing += RECOURSE if kinds & TELLS_RECOURSE else ""
    whom = "上列单位" if any(each.parties for each in imposed) else "你单位"
    zh = "、".join(dict.fromkeys(each.zh for each in imposed))
    body = f"{beginning}现对{whom}作出以下处理：\n\n" + "\n\n".join(rows) + closing
    origins = [
        origin
        for kind in kinds
        if (paper := papers.get(kind)) is not None and isinstance(paper, LetterTemplate)
        for origin in paper.origins
    ]
    known = next(iter(papers.values())).known
    title = f"{zh}通知书"
    return LetterTemplate(
        "several", title, title, tuple(dict.fromkeys(sorted(origins, key=str))), body, PARTY, known=known
    )


def _say(papers: Mapping[str, PaperTemplate], each: Imposed) -> str:
    """One row: what it is, by which provision, about which of the parties, and what it comes to."""
    acts: list[LetterTemplate] = []
    for kind in each.kinds:
        paper = papers.get(kind)
        if not isinstance(paper, LetterTemplate) or not paper.act:
            return ""
        if not any(kind in other.also for other in acts):
            acts.append(paper)
    words = "".join(paper.act for paper in acts)
    if each.term:
        words = words.replace("{期限}", each.term)
    places = "、".join(map(write_ordinal, each.parties))
    about = f"，上列第{places}家单位" if places else ""
    return f"{each.zh}（{each.cite}{about}）：{words}"
