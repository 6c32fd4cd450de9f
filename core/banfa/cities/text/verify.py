"""Hold an outline and its rules against the official text: nothing missing, made up or silently passed.

It finds wrong numbers, units, periods, comparison words and forces. A wrong fact, window or connective it
cannot see: worked cases and the mutation of the law do.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from banfa.cities.checks.answers import is_under, list_rules
from banfa.cities.problems import Problem
from banfa.cities.text import lexicon
from banfa.cities.text.assertions import AROUND, HEADING, OWN, Assertion, list_assertions, list_untestable
from banfa.cities.text.lexicon import Number, find_numbers
from banfa.cities.text.provisions import split_provisions
from banfa.cities.text.qualifiers import qualifier_problems
from banfa.law import Clause, Disposition, Edition, Fact, Option, Provision, walk
from banfa.law.cite import cite

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


@dataclass(frozen=True)
class CheckedAssertion:
    """An assertion and where the text bears it out; `where` is empty where it does not."""

    assertion: Assertion
    where: str


@dataclass(frozen=True)
class Accounted:
    """A number of the text and what accounts for it."""

    number: Number
    by: str


@dataclass
class Verification:
    """The outcome of holding an edition against its text."""

    city: str
    edition: str
    provisions: int
    confirmed: list[CheckedAssertion] = field(default_factory=list)
    readings: list[CheckedAssertion] = field(default_factory=list)
    numbers: list[Accounted] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    untestable: list[tuple[str, str, str]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def as_data(self) -> dict[str, Any]:
        """The report as JSON data."""
        return {
            "city": self.city,
            "edition": self.edition,
            "provisions": self.provisions,
            "held": [
                {"rule": h.assertion.rule, "says": h.assertion.what, "in": h.where} for h in self.confirmed
            ],
            "readings": [
                {
                    "rule": h.assertion.rule,
                    "says": h.assertion.what,
                    "choice": h.assertion.choice,
                    "option": h.assertion.option,
                }
                for h in self.readings
            ],
            "numbers": [
                {"in": a.number.path, "value": a.number.value, "unit": a.number.unit, "by": a.by}
                for a in self.numbers
            ],
            "skipped": self.skipped,
            "unheld": [
                {"rule": rule, "says": description, "why": why} for rule, description, why in self.untestable
            ],
            "problems": [p.as_data() for p in self.problems],
        }


def verify(edition: Edition, text: str, *, city: str = "") -> Verification:
    """Hold one edition against the official text it claims to put into words."""
    provisions = {path: lexicon.simplify(words) for path, words in split_provisions(text).items()}
    report = Verification(city, edition.key, len(provisions))
    report.problems += _outline_problems(edition, provisions, city)
    _compare_assertions(edition, provisions, report)
    report.problems += _force_problems(edition, provisions, city)
    report.problems += _remedy_problems(edition, provisions, city)
    report.problems += _heading_problems(edition, provisions, city)
    report.problems += qualifier_problems(edition, provisions, city)
    report.untestable += list_untestable(edition)
    _account_for_numbers(edition, provisions, report)
    return report


def _outline_problems(edition: Edition, provisions: Mapping[str, str], city: str) -> Iterator[Problem]:
    """Provisions of the text that the outline lacks, and the other way round."""
    have = {p.cite.path: p for p in edition.outline}
    for path in provisions:
        if path not in have:
            mend = f"在大纲加一行“{path} 落实方式 摘要”"
            yield Problem(
                city, "outline-lacks", f"原文有{cite(path)}（{provisions[path][:20]}…），大纲没有", mend
            )
        elif Disposition.MISSING in have[path].dispositions:
            yield Problem(city, "not-missing", f"大纲说{cite(path)}缺失，原文有", "改写落实方式")
    for path, provision in have.items():
        if path not in provisions and Disposition.MISSING not in provision.dispositions:
            mend = "核对编号；确是副本缺失的写 missing"
            yield Problem(city, "text-lacks", f"大纲有{provision.cite}，原文没有", mend)


def _compare_assertions(edition: Edition, provisions: Mapping[str, str], report: Verification) -> None:
    """Look for every assertion. Numbers must hold in every reading; of words, one reading is enough."""
    failed: dict[tuple[str, str], list[CheckedAssertion]] = defaultdict(list)
    options: dict[tuple[str, str, str], bool] = {}
    for assertion in list_assertions(edition):
        checked = CheckedAssertion(
            assertion,
            next((p for p in _places(assertion, provisions) if _bears_out(assertion, provisions[p])), ""),
        )
        if assertion.choice:
            at = (assertion.rule, assertion.choice, assertion.option)
            options[at] = options.get(at, True) and bool(checked.where)
        if checked.where:
            report.confirmed.append(checked)
        else:
            failed[assertion.rule, assertion.choice].append(checked)
    borne_out = {(rule, choice) for (rule, choice, _), good in options.items() if good}
    for key, unconfirmed in failed.items():
        for checked in unconfirmed:
            if key in borne_out and checked.assertion.number is None:
                report.readings.append(checked)  # another option of the same reading is what the text says
            else:
                report.problems.append(_assertion_problem(checked.assertion, provisions, report.city))


def _places(assertion: Assertion, provisions: Mapping[str, str]) -> list[str]:
    """The provisions an assertion is looked for in, nearest first."""
    own, article = assertion.cite.path, str(assertion.cite.article)
    near = {
        OWN: [own, *(path for path in provisions if path.startswith(f"{own}."))],
        HEADING: [article, own],
        AROUND: [own, article, str(assertion.cite.article - 1), str(assertion.cite.article + 1)],
    }[assertion.scope]
    return [path for path in dict.fromkeys(near) if path in provisions]


def _bears_out(assertion: Assertion, text: str) -> bool:
    """Whether the text says what the rule asserts."""
    return bool(re.search(assertion.pattern, text)) and not (
        assertion.unless and re.search(assertion.unless, text)
    )


def _assertion_problem(assertion: Assertion, provisions: Mapping[str, str], city: str) -> Problem:
    """Make the problem that the rule says what its provision does not."""
    where = "；".join(provisions[p][:60] for p in _places(assertion, provisions)) or "没有这一条"
    return Problem(
        city,
        "not-in-text",
        f"{assertion.cite}的规则 {assertion.rule} 说“{assertion.what}”，原文不是这样：{where}",
        "对照原文改规则的数、单位、比较词、期限或引用",
        f"{assertion.rule} {assertion.what}",
    )


def _consequences(clause: Clause, provisions: Mapping[str, str]) -> str:
    """The words that say force and consequences: the article's heading for all its items, or the item's."""
    heading = lexicon.strip_title(provisions.get(str(clause.cite.article), ""))
    if any(re.search(lexicon.REMEDIES.get(kind, "(?!)"), heading) for kind in _kinds(clause)):
        return heading
    return provisions.get(clause.cite.path, heading)


def _force_problems(edition: Edition, provisions: Mapping[str, str], city: str) -> Iterator[Problem]:
    """Forces other than the text's: 可 and 有权 leave the bureau a choice, 应 and 将 do not."""
    for clause in edition.clauses:
        text = _consequences(clause, provisions)
        matches = [
            m for kind in _kinds(clause) for m in [re.search(lexicon.REMEDIES.get(kind, "(?!)"), text)] if m
        ]
        if not matches:
            continue  # the assertion of the remedy itself has failed already
        # One heading may hold several words of force (应……，可……): the one before the first remedy governs.
        first = min(m.start() for m in matches)
        word = "一般" if text[max(0, first - 6) : first].endswith("一般") else lexicon.find_force(text, first)
        wanted = {"may": "可以", "一般": "一般"}.get(word or "", "应当")
        if clause.force.value != wanted:
            mend = "应、将、予以为 MUST，可、有权为 MAY，一般为 GENERALLY"
            excerpt = text[max(0, first - 20) : first + 6]
            message = f"{clause.cite}的力度写作“{clause.force.value}”，原文为“{wanted}”：{excerpt}"
            yield Problem(city, "force-differs", message, mend, f"clause:{clause.cite.key}")


def _kinds(clause: Clause) -> Iterator[str]:
    for remedy in clause.then:
        yield from (o.kind for o in remedy.options) if remedy.options else (remedy.kind,)


def _remedy_problems(edition: Edition, provisions: Mapping[str, str], city: str) -> Iterator[Problem]:
    """Remedies that the heading of an article names and no clause takes or mentions."""
    articles = {c.cite.article for c in edition.clauses}
    for article in sorted(articles):
        clauses = tuple(c for c in edition.clauses if is_under(c.cite, (article,)))
        taken = {kind for c in clauses for kind in _kinds(c)}
        words = " ".join(_words_of(clauses))
        for kind, pattern in lexicon.REMEDIES.items():
            text = provisions.get(str(article), "")
            match = re.search(pattern, text)
            if match and kind not in taken and not re.search(pattern, words):
                mend = "补上这项措施；原文只是提到它的，在规则的摘要里写明"
                where = f"第{article}条原文有“{match[0]}”"
                message = f"{where}，而规则没有这项措施"
                yield Problem(city, "remedy-untaken", message, mend, f"{article} {match[0]}")


def _heading_problems(edition: Edition, provisions: Mapping[str, str], city: str) -> Iterator[Problem]:
    """Items of one article that differ in force or consequences, though they share its heading."""
    first: dict[int, Clause] = {}
    for clause in edition.clauses:
        own = provisions.get(clause.cite.path, "")
        if not clause.cite.item or _consequences(clause, provisions) == own:
            continue
        other = first.setdefault(clause.cite.article, clause)
        if (clause.force, clause.then) != (other.force, other.then):
            mend = "一条之下各项共用条首的力度、措施和期限：用 article(…) 写在一处"
            message = f"{clause.cite}与{other.cite}的力度、措施或期限不同，而条首只有一句"
            yield Problem(city, "heading-differs", message, mend, f"clause:{clause.cite.key}")


def _words_of(rule: Any) -> Iterator[str]:
    """Words in which a rule says something: its summaries, those of its facts and readings."""
    for value in walk(rule):
        if isinstance(value, Fact | Option | Provision) or hasattr(value, "zh"):
            yield str(value.zh)


def _account_for_numbers(edition: Edition, provisions: Mapping[str, str], report: Verification) -> None:
    """Every number of an encoded provision is claimed by a rule or said in words; the others are listed."""
    claimed = _number_spans(report.confirmed, provisions)
    outline = {p.cite.path: p for p in edition.outline}
    counts = _structure_counts(edition)
    for path, text in provisions.items():
        report.skipped += [f"{path} {word}" for word in lexicon.find_skipped(text)]
        provision = outline.get(path)
        if provision is None:
            continue
        encoded = Disposition.ENCODED in provision.dispositions
        words = [*_words_at(edition, provision), provision.zh]
        for number in find_numbers(path, text):
            by = next((rule for start, end, rule in claimed[path] if start <= number.start < end), None)
            if (
                by is None
                and _is_in_words(number, words)
                and not (encoded and lexicon.is_compared(number, text))
            ):
                by = "文字载明"
            if by is None and number.value in counts.get(number.unit, ()):
                by = "结构"
            if by is None and not encoded:
                by = "+".join(d.value for d in provision.dispositions)
            if by is None:
                report.problems.append(_number_problem(number, report.city))
            else:
                report.numbers.append(Accounted(number, by))


def _number_spans(
    confirmed: Iterable[CheckedAssertion], provisions: Mapping[str, str]
) -> dict[str, list[tuple[int, int, str]]]:
    """Stretches of text that bear out a number, and whose, by provision."""
    spans: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for h in confirmed:
        if h.assertion.number is not None:
            for match in re.finditer(h.assertion.pattern, provisions[h.where]):
                spans[h.where].append((match.start(), match.end(), h.assertion.rule))
    return spans


def _words_at(edition: Edition, provision: Provision) -> list[str]:
    here = provision.cite.numbers
    near = (
        r
        for _, cite, r in list_rules(edition)
        if is_under(cite, here) or is_under(provision.cite, cite.numbers)
    )
    return [word for rule in near for word in _words_of(rule)]


def _is_in_words(number: Number, words: Iterable[str]) -> bool:
    """Whether these words name the same number in the same unit."""
    pattern = lexicon.numeral_pattern(number.value) + re.escape(number.unit)
    return any(re.search(pattern, word) for word in words) or (
        number.unit == "个月" and any("半年" in word for word in words) and number.value == 6  # noqa: PLR2004
    )


def _structure_counts(edition: Edition) -> dict[str, set[int]]:
    """Numbers that the edition's own shape says: four dimensions, four grades."""
    counts: set[int] = set()
    if edition.rubric:
        counts |= {len(edition.rubric.dimensions), sum(not d.bonus for d in edition.rubric.dimensions)}
    if edition.grading:
        counts.add(len(edition.grading.bands))
    return {"个": counts, "大": counts, "种": counts, "项": counts}


def _number_problem(number: Number, city: str) -> Problem:
    """Make the problem that no rule says a number of an encoded provision."""
    return Problem(
        city,
        "number-unclaimed",
        f"原文{number}里的“{number.value}{number.unit}”没有规则说到",
        "写进规则；由别处说的，在该条大纲的摘要里写明这个数",
        f"{number.path} {number.value}{number.unit}",
    )
