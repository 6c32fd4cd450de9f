"""An edition: one dated version of a measure, with everything dated in it.

So rules of two editions cannot mix.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from banfa.law.cite import Cite
from banfa.law.clauses import Clause
from banfa.law.grading import Grading
from banfa.law.open_terms import Choice, OpenDate, SumTo
from banfa.law.outline import Provision
from banfa.law.practice import Practice
from banfa.law.quantity import Months
from banfa.law.rubric import Rubric
from banfa.law.rules import Publicity, Rule, Stage, Support
from banfa.law.values import added_part, vocabulary, word


@vocabulary
class Status(StrEnum):
    """What the text we hold is."""

    DRAFT = "征求意见稿"
    TRIAL = "试行（暂行）"
    FINAL = "正式"


@vocabulary
class Transition(StrEnum):
    """From which day clauses judge what happened. Nothing before commencement is judged.

    Where an edition replaces another without a gap, the measure may go on or begin afresh.
    """

    CONTINUED = "自本办法首次施行之日起连续计算"
    AFRESH = "自本版本施行之日起计算"


@word
class Event:
    """A day that comes with an event (试点城市工作结束); the bureau records it when it does."""

    zh: str


@word
class Edition:
    """One version of the measure, whole.

    `valid_from` and `valid_to` are days, or open: an edition is in force only once an instrument of
    promulgation says so. `valid_to` in months is a term of validity (有效期) from commencement. `key` is
    unique within the city and stays for ever: receipts and rounds name it.
    Without `transition` clauses judge whatever is on record. `readings`: how remedies are carried out.
    """

    key: str
    title: str
    status: Status
    valid_from: date | OpenDate
    valid_to: date | Months | Event | None
    outline: tuple[Provision, ...]
    clauses: tuple[Clause, ...] = ()
    rules: tuple[Rule, ...] = ()
    rubric: Rubric | None = None
    grading: Grading | None = None
    publicity: Publicity | None = None
    support: tuple[Support, ...] = ()
    sums: tuple[SumTo, ...] = ()
    transition: Transition | None = added_part(default=None)
    readings: tuple[Practice | Choice, ...] = added_part(default=())

    def at(self, stage: Stage) -> tuple[Rule, ...]:
        """The rules of one stage."""
        return tuple(r for r in self.rules if r.stage is stage)

    def cites(self) -> Iterator[Cite]:
        """Citations of every rule of the edition, in reading order."""
        yield from (c.cite for c in self.clauses)
        yield from (r.cite for r in self.rules)
        yield from (s.cite for s in self.support)
        if self.rubric:
            yield self.rubric.cite
            for dimension in self.rubric.dimensions:
                yield dimension.cite
                yield from (c.cite for c in dimension.criteria)
        if self.grading:
            yield self.grading.cite
        if self.publicity:
            yield self.publicity.cite
