"""Hold an outline and its rules against the official text: nothing missing, made up or silently passed.

It finds wrong numbers, units, periods, comparison words and forces. A wrong fact, window or connective it
cannot see: worked cases and the mutation of the law do.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from banfa.cities.checks.answers import rules, under
from banfa.cities.problems import Problem
from banfa.cities.text import lexicon
from banfa.cities.text.assertions import AROUND, HEADING, OWN, Claim, claims, unheld
from banfa.cities.text.lexicon import Number, numbers
from banfa.cities.text.provisions import provisions
from banfa.law import Clause, Disposition, Edition, Fact, Option, Provision, walk
from banfa.law.cite import parse


@dataclass(frozen=True)
class Held:
    """A claim and where the text bears it out; `where` is empty where it does not."""

    claim: Claim
    where: str


@dataclass(frozen=True)
class Accounted:
    """A number of the text and what accounts for it."""

    number: Number
    by: str


@dataclass
class Verification:
    """What came of holding an edition against its text."""

    city: str
    edition: str
    provisions: int
    held: list[Held] = field(default_factory=list)
    readings: list[Held] = field(default_factory=list)
    numbers: list[Accounted] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    unheld: list[tuple[str, str, str]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def as_data(self) -> dict[str, Any]:
        """The report as JSON data."""
        return {
            "city": self.city,
            "edition": self.edition,
            "provisions": self.provisions,
            "held": [{"rule": h.claim.rule, "says": h.claim.what, "in": h.where} for h in self.held],
            "readings": [
                {
                    "rule": h.claim.rule,
                    "says": h.claim.what,
                    "choice": h.claim.choice,
                    "option": h.claim.option,
                }
                for h in self.readings
            ],
            "numbers": [
                {"in": a.number.path, "value": a.number.value, "unit": a.number.unit, "by": a.by}
                for a in self.numbers
            ],
            "skipped": self.skipped,
            "unheld": [{"rule": rule, "says": said, "why": why} for rule, said, why in self.unheld],
            "problems": [p.as_data() for p in self.problems],
        }


def verify(edition: Edition, text: str, *, city: str = "") -> Verification:
    """Hold one edition against the official text it claims to put into words."""
    said = provisions(text)
    report = Verification(city, edition.key, len(said))
    report.problems += outline_against(edition, said, city)
    _hold_claims(edition, said, report)
    report.problems += force_against(edition, said, city)
    report.problems += remedies_against(edition, said, city)
    report.problems += one_heading(edition, city)
    report.unheld += unheld(edition)
    _account_for_numbers(edition, said, report)
    return report


def outline_against(edition: Edition, said: Mapping[str, str], city: str) -> Iterator[Problem]:
    """Every provision of the text in the outline, and none too many; `missing` ones are not in the text."""
    have = {p.cite.path: p for p in edition.outline}
    for path in said:
        if path not in have:
            mend = f"在大纲加一行“{path} 落实方式 摘要”"
            yield Problem(city, "outline-lacks", f"原文有{parse(path)}（{said[path][:20]}…），大纲没有", mend)
        elif Disposition.MISSING in have[path].dispositions:
            yield Problem(city, "not-missing", f"大纲说{parse(path)}缺失，原文有", "改写落实方式")
    for path, provision in have.items():
        if path not in said and Disposition.MISSING not in provision.dispositions:
            mend = "核对编号；确是副本缺失的写 missing"
            yield Problem(city, "text-lacks", f"大纲有{provision.cite}，原文没有", mend)


def _hold_claims(edition: Edition, said: Mapping[str, str], report: Verification) -> None:
    """Look for every claim. Numbers must hold in every reading; of words, one reading is enough."""
    failed: dict[tuple[str, str], list[Held]] = defaultdict(list)
    borne_out: set[tuple[str, str]] = set()
    options: dict[tuple[str, str, str], bool] = {}
    for claim in claims(edition):
        held = Held(claim, next((p for p in places(claim, said) if bears_out(claim, said[p])), ""))
        if claim.choice:
            at = (claim.rule, claim.choice, claim.option)
            options[at] = options.get(at, True) and bool(held.where)
        if held.where:
            report.held.append(held)
        else:
            failed[claim.rule, claim.choice].append(held)
    borne_out = {(rule, choice) for (rule, choice, _), good in options.items() if good}
    for key, helds in failed.items():
        for held in helds:
            if key in borne_out and held.claim.number is None:
                report.readings.append(held)  # another option of the same reading is what the text says
            else:
                report.problems.append(not_borne_out(held.claim, said, report.city))


def places(claim: Claim, said: Mapping[str, str]) -> list[str]:
    """The provisions a claim is looked for in, nearest first."""
    article = str(claim.cite.article)
    near = {
        OWN: [claim.cite.path],
        HEADING: [article if claim.cite.item else claim.cite.path],
        AROUND: [claim.cite.path, article, str(claim.cite.article - 1), str(claim.cite.article + 1)],
    }[claim.scope]
    return [path for path in near if path in said]


def bears_out(claim: Claim, text: str) -> bool:
    """Does the text say what the rule claims it says?"""
    return bool(re.search(claim.pattern, text)) and not (claim.unless and re.search(claim.unless, text))


def not_borne_out(claim: Claim, said: Mapping[str, str], city: str) -> Problem:
    """The rule says what its provision does not."""
    where = "；".join(said[p][:60] for p in places(claim, said)) or "没有这一条"
    return Problem(
        city,
        "not-in-text",
        f"{claim.cite}的规则 {claim.rule} 说“{claim.what}”，原文不是这样：{where}",
        "对照原文改规则的数、单位、比较词、期限或引用",
    )


def heading(clause: Clause, said: Mapping[str, str]) -> str:
    """The words of an article that say force and consequences once for all its items."""
    return lexicon.untitled(said.get(str(clause.cite.article) if clause.cite.item else clause.cite.path, ""))


def force_against(edition: Edition, said: Mapping[str, str], city: str) -> Iterator[Problem]:
    """可 and 有权 leave the bureau a choice, 应 and 将 do not: the word before the first remedy decides."""
    for clause in edition.clauses:
        text = heading(clause, said)
        found = [
            m for kind in _kinds(clause) for m in [re.search(lexicon.REMEDIES.get(kind, "(?!)"), text)] if m
        ]
        if not found:
            continue  # the claim of the remedy itself has failed already
        first = min(m.start() for m in found)
        word = (
            "一般" if text[max(0, first - 6) : first].endswith("一般") else lexicon.force_before(text, first)
        )
        wanted = {"may": "可以", "一般": "一般"}.get(word or "", "应当")
        if clause.force.value != wanted:
            mend = "应、将、予以为 MUST，可、有权为 MAY，一般为 GENERALLY"
            excerpt = text[max(0, first - 20) : first + 6]
            message = f"{clause.cite}的力度写作“{clause.force.value}”，原文为“{wanted}”：{excerpt}"
            yield Problem(city, "force-differs", message, mend)


def _kinds(clause: Clause) -> Iterator[str]:
    for remedy in clause.then:
        yield from (o.kind for o in remedy.options) if remedy.options else (remedy.kind,)


def remedies_against(edition: Edition, said: Mapping[str, str], city: str) -> Iterator[Problem]:
    """Every remedy that the heading of an article names is taken by its clauses, or named in their words."""
    articles = {c.cite.article for c in edition.clauses}
    for article in sorted(articles):
        clauses = tuple(c for c in edition.clauses if under(c.cite, (article,)))
        taken = {kind for c in clauses for kind in _kinds(c)}
        words = " ".join(spoken(clauses))
        for kind, pattern in lexicon.REMEDIES.items():
            text = said.get(str(article), "")
            found = re.search(pattern, text)
            if found and kind not in taken and not re.search(pattern, words):
                mend = "补上这项措施；原文只是提到它的，在规则的摘要里写明"
                where = f"第{article}条原文有“{found[0]}”"
                yield Problem(city, "remedy-untaken", f"{where}，而规则没有这项措施", mend)


def one_heading(edition: Edition, city: str) -> Iterator[Problem]:
    """The items of an article share its heading: one force, one set of consequences, with their terms."""
    first: dict[int, Clause] = {}
    for clause in edition.clauses:
        if not clause.cite.item:
            continue
        other = first.setdefault(clause.cite.article, clause)
        if (clause.force, clause.then) != (other.force, other.then):
            mend = "一条之下各项共用条首的力度、措施和期限：用 article(…) 写在一处"
            message = f"{clause.cite}与{other.cite}的力度、措施或期限不同，而条首只有一句"
            yield Problem(city, "heading-differs", message, mend)


def spoken(rule: Any) -> Iterator[str]:
    """What a rule says in words: its own summaries, those of its facts and of the readings it offers."""
    for value in walk(rule):
        if isinstance(value, Fact | Option | Provision) or hasattr(value, "zh"):
            yield str(value.zh)


def _account_for_numbers(edition: Edition, said: Mapping[str, str], report: Verification) -> None:
    """Every number of an encoded provision is claimed by a rule or said in words; the others are listed."""
    claimed = spans(report.held, said)
    outline = {p.cite.path: p for p in edition.outline}
    counts = structure(edition)
    for path, text in said.items():
        report.skipped += [f"{path} {word}" for word in lexicon.skipped(text)]
        provision = outline.get(path)
        if provision is None:
            continue
        encoded = Disposition.ENCODED in provision.dispositions
        words = [*_words_at(edition, provision), provision.zh]
        for number in numbers(path, text):
            by = next((rule for start, end, rule in claimed[path] if start <= number.start < end), None)
            if by is None and in_words(number, words) and not (encoded and lexicon.compared(number, text)):
                by = "文字载明"
            if by is None and number.value in counts.get(number.unit, ()):
                by = "结构"
            if by is None and not encoded:
                by = "+".join(d.value for d in provision.dispositions)
            if by is None:
                report.problems.append(unclaimed(number, report.city))
            else:
                report.numbers.append(Accounted(number, by))


def spans(held: Iterable[Held], said: Mapping[str, str]) -> dict[str, list[tuple[int, int, str]]]:
    """By provision, the stretches of text that bear out a number, and whose."""
    found: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for h in held:
        if h.claim.number is not None:
            for match in re.finditer(h.claim.pattern, said[h.where]):
                found[h.where].append((match.start(), match.end(), h.claim.rule))
    return found


def _words_at(edition: Edition, provision: Provision) -> list[str]:
    here = provision.cite.numbers
    near = (r for _, cite, r in rules(edition) if under(cite, here) or under(provision.cite, cite.numbers))
    return [word for rule in near for word in spoken(rule)]


def in_words(number: Number, words: Iterable[str]) -> bool:
    """Do these words name the same number in the same unit?"""
    pattern = lexicon.numeral(number.value) + re.escape(number.unit)
    return any(re.search(pattern, word) for word in words) or (
        number.unit == "个月" and any("半年" in word for word in words) and number.value == 6  # noqa: PLR2004
    )


def structure(edition: Edition) -> dict[str, set[int]]:
    """Numbers that the edition's own shape says: four dimensions, four grades."""
    counts: set[int] = set()
    if edition.rubric:
        counts |= {len(edition.rubric.dimensions), sum(not d.bonus for d in edition.rubric.dimensions)}
    if edition.grading:
        counts.add(len(edition.grading.bands))
    return {"个": counts, "大": counts, "种": counts, "项": counts}


def unclaimed(number: Number, city: str) -> Problem:
    """A number of an encoded provision that no rule says."""
    return Problem(
        city,
        "number-unclaimed",
        f"原文{number}里的“{number.value}{number.unit}”没有规则说到",
        "写进规则；由别处说的，在该条大纲的摘要里写明这个数",
    )
