"""Holding finance's lines to what is recorded: which belongs to which, and what is otherwise.

A line belongs to what has its voucher in its year, where names, contract and document of funds agree as far
as they are written; without a voucher to what alone has its names, or where it has none its contract, and the
same amount or day.
What is not clear so (several, another name, another voucher) is a person's to say.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from banfa.procedures.finance.words import AMOUNT, DAY, ONLY_FINANCE, SAME, TWICE, UNCLEAR
from banfa.procedures.spelling import spell, spell_number

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence

    from banfa.procedures.finance.ledger_side import Recorded
    from banfa.procedures.finance.line_rows import FinanceLine
    from banfa.procedures.finance.reading import Written

    Line = FinanceLine | Written


@dataclass(frozen=True, slots=True)
class Match:
    """How a line stands to the ledger: what it belongs to, or to what it may, and what is otherwise."""

    difference: str
    differs: tuple[str, ...] = ()
    recorded: Recorded | None = None
    candidates: tuple[Recorded, ...] = ()


def find_repeated(lines: Sequence[Line]) -> list[bool]:
    """Find of each line, in the list's order, whether one before it says the same."""
    first: set[Hashable] = set()
    repeated = []
    for line in lines:
        mark = _mark(line)
        repeated.append(mark in first)
        first.add(mark)
    return repeated


def match_lines(lines: Sequence[Line], repeated: Sequence[bool], recorded: Iterable[Recorded]) -> list[Match]:
    """Hold each line to what is recorded, but one that is `repeated`; what two would have is neither's."""
    by_voucher: dict[Hashable, list[Recorded]] = defaultdict(list)
    by_name: dict[Hashable, list[Recorded]] = defaultdict(list)
    for each in recorded:
        if each.stands:
            by_voucher[each.kind, spell_number(each.voucher), each.on.year].append(each)
            for name in _list_names(each):
                by_name[each.kind, name].append(each)
    with_voucher: list[Match | None] = []
    for line, again in zip(lines, repeated, strict=True):
        same = by_voucher.get(_voucher(line), []) if line.voucher else []
        match = _match_by_voucher(line, same) if same else None
        with_voucher.append(Match(TWICE) if again else match)
    taken = list_near(filter(None, with_voucher))
    matches = [
        each or _match_by_names(line, [near for near in by_name[_name(line)] if near.key not in taken])
        for line, each in zip(lines, with_voucher, strict=True)
    ]
    return _part_shared(matches)


def _list_names(recorded: Recorded) -> set[tuple[str, str]]:
    """By what a line without voucher can name what is recorded."""
    names = {("name", spell(name)) for name in (recorded.payee, recorded.enterprise) if name}
    return names | ({("number", spell_number(recorded.number))} if recorded.number else set())


def _name(line: Line) -> Hashable:
    """By what a line without voucher is found; one that says none is not."""
    if written := line.payee or line.enterprise:
        return line.kind, ("name", spell(written))
    return line.kind, ("number", spell_number(line.number)) if line.number else None


def _voucher(line: Line) -> Hashable:
    return line.kind, spell_number(line.voucher or ""), line.paid_on.year if line.paid_on else 0


def _mark(line: Line) -> Hashable:
    """By which two lines are the same: the whole of what they say of a payment."""
    texts = (line.payee, line.enterprise, line.number, line.fund_no)
    return _voucher(line), line.paid_on, line.amount, tuple(spell_number(text or "") for text in texts)


def list_near(matches: Iterable[Match]) -> set[tuple[str, int]]:
    """List the keys of all to which lines belong, or may belong."""
    return {near.key for each in matches for near in (each.recorded, *each.candidates) if near is not None}


def _match_by_voucher(line: Line, same: Sequence[Recorded]) -> Match:
    """Hold a line to what has its voucher."""
    if len(same) > 1:
        return Match(UNCLEAR, ("several",), candidates=tuple(same))
    (recorded,) = same
    other = _list_other_words(line, recorded)
    if other:
        return Match(UNCLEAR, (*other, *_list_other_figures(line, recorded)), candidates=(recorded,))
    return compare_figures(line, recorded)


def _match_by_names(line: Line, near: Iterable[Recorded]) -> Match:
    """Hold a line whose voucher is not recorded, or that has none, to what has its name or contract."""
    mine = [each for each in near if not _list_other_words(line, each)]
    exact = [each for each in mine if not _list_other_figures(line, each)]
    if line.voucher:
        return Match(UNCLEAR, ("voucher",), candidates=tuple(exact)) if exact else Match(ONLY_FINANCE)
    amounts = [each for each in mine if each.amount == line.amount]
    days = [each for each in mine if each.on == line.paid_on]
    for fitting in (exact, amounts, days):
        if len(fitting) == 1:
            return compare_figures(line, fitting[0])
        if fitting:
            return Match(UNCLEAR, ("several",), candidates=tuple(fitting))
    return Match(ONLY_FINANCE)


def compare_figures(line: Line, recorded: Recorded) -> Match:
    """Hold the amount and the day of a line to what it belongs to."""
    other = _list_other_figures(line, recorded)
    difference = AMOUNT if "amount" in other else DAY if other else SAME
    return Match(difference, tuple(other), recorded)


def _list_other_figures(line: Line, recorded: Recorded) -> list[str]:
    figures: Mapping[str, tuple[Any, Any]] = {
        "amount": (line.amount, recorded.amount),
        "paid_on": (line.paid_on, recorded.on),
    }
    return [name for name, (written, there) in figures.items() if written != there]


def _list_other_words(line: Line, recorded: Recorded) -> list[str]:
    """What finance writes of it that is otherwise; what either does not say is not."""
    both = {
        "number": (line.number, recorded.number),
        "fund_no": (line.fund_no, recorded.fund_no),
        "level": (line.level, recorded.level),
        "part": (line.part, recorded.part),
    }
    other = [name for name, (written, there) in both.items() if is_other(written, there)]
    return other if _has_names(line, recorded) else ["name", *other]


def is_other(written: str | None, there: str | None) -> bool:
    """Whether two say something, and otherwise than brackets and blanks make a difference."""
    return bool(written and there) and spell_number(written or "") != spell_number(there or "")


def _has_names(line: Line, recorded: Recorded) -> bool:
    """Whether payee and enterprise, as far as they are written, are those that are recorded."""
    of_payee = {spell(name) for name in (recorded.payee, recorded.enterprise) if name}
    of_enterprise = {spell(recorded.enterprise or recorded.payee)}
    return all(
        spell(written) in there
        for written, there in ((line.payee, of_payee), (line.enterprise, of_enterprise))
        if written
    )


def _part_shared(matches: list[Match]) -> list[Match]:
    """Leave open whose a thing is that several lines would have."""
    shared = Counter(each.recorded.key for each in matches if each.recorded is not None)
    return [
        Match(UNCLEAR, ("several",), candidates=(each.recorded,))
        if each.recorded is not None and shared[each.recorded.key] > 1
        else each
        for each in matches
    ]
