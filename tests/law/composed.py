"""Law of every shape, composed at random: conditions in conditions, choices in choices, whole editions."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from hypothesis import strategies as st

from banfa.law import (
    All,
    AnyOf,
    AtMost,
    Band,
    Beyond,
    Choice,
    Cite,
    Clause,
    Compare,
    Criterion,
    Days,
    Dimension,
    Disposition,
    Edition,
    Event,
    Fact,
    Force,
    Grading,
    Latest,
    Measured,
    Months,
    Nature,
    Not,
    Op,
    OpenCriteria,
    OpenDate,
    OpenNumber,
    OpenScale,
    Option,
    Otherwise,
    Provision,
    Publicity,
    Quota,
    Rate,
    Remedy,
    Rounding,
    Rubric,
    Rule,
    Scale,
    SetCriterion,
    SetInOrder,
    Share,
    Silence,
    Since,
    Stage,
    Status,
    Step,
    SumTo,
    Support,
    Ties,
    Vacancy,
    Window,
    WorkingDays,
)

words = st.text("甲乙丙丁abc", max_size=3)
small = st.integers(0, 9)
whole = st.integers(-(1 << 45), 1 << 45)
fractions = st.fractions(max_denominator=1000)


def few(of, *, least: int = 0):
    return st.lists(of, min_size=least, max_size=3).map(tuple)


cites = st.builds(Cite, st.integers(1, 99), small, small, small, st.sampled_from(["", "前段", "后段"]))
facts = st.builds(
    Fact,
    words,
    words,
    words,
    st.sampled_from(Window),
    st.sampled_from(Silence),
    words,
    whole,
    whole,
    few(words | small),
    small,
)
rates = st.builds(Rate, whole, st.integers(1, 1 << 16))
numbers = st.builds(OpenNumber, cites, words, words, words, whole, whole, st.none() | rates, small)
durations = st.builds(Days, small) | st.builds(WorkingDays, small) | st.builds(Months, small)
periods = durations | st.builds(AtMost, durations, st.booleans()) | st.builds(SetInOrder)
shares = st.builds(Share, facts, facts, st.booleans())
sinces = st.builds(Since, facts | st.builds(Latest, few(facts)), st.none() | facts)


def choices(values):
    return st.builds(Choice, cites, words, words, few(st.builds(Option, words, words, values)), st.booleans())


bounds = whole | rates | durations | numbers | facts
compares = st.builds(Compare, facts | shares | sinces, st.sampled_from(Op), bounds)
conditions = st.recursive(
    compares,
    lambda inner: (
        st.builds(All, few(inner)) | st.builds(AnyOf, few(inner)) | st.builds(Not, inner) | choices(inner)
    ),
    max_leaves=5,
)


@st.composite
def scales(draw):
    starts = sorted(draw(st.sets(fractions, min_size=1, max_size=4)))
    steps = [Step(at, draw(fractions), draw(fractions)) for at in starts[:-1]]
    last = Step(starts[-1], draw(fractions))
    return Scale(draw(facts | shares), (*steps, last), empty=draw(st.none() | fractions))


measured = st.builds(Measured, words, words, facts | shares)
open_scales = st.builds(OpenScale, words, facts | shares, few(measured))
criteria = st.builds(Criterion, cites, words, small, scales() | open_scales) | st.builds(
    SetCriterion, cites, small, words, small, scales()
)
dimensions = st.builds(
    Dimension,
    cites,
    words,
    small | numbers,
    few(criteria),
    st.none() | st.builds(OpenCriteria, words, few(measured)),
    st.booleans(),
)
roundings = st.sampled_from(Rounding) | choices(st.sampled_from(Rounding))
rubrics = st.builds(
    Rubric, cites, small, few(dimensions), roundings, st.none() | small | choices(st.none() | small)
)
bands = st.builds(Band, words, st.none() | small, st.none() | st.builds(Quota, numbers, roundings))
gradings = st.builds(
    Grading,
    cites,
    st.builds(Months, small),
    few(bands),
    st.sampled_from(Ties) | choices(st.sampled_from(Ties)),
    st.sampled_from(Vacancy),
    st.sampled_from(Beyond),
)
remedies = st.builds(Remedy, words, words, st.none() | periods, few(cites), words)
clauses = st.builds(
    Clause,
    cites,
    words,
    conditions,
    st.sampled_from(Force),
    few(remedies),
    st.sampled_from(Nature),
    few(words),
    few(facts),
)
rules = st.builds(
    Rule, cites, words, st.sampled_from(Stage), conditions, st.sampled_from(Otherwise), few(words)
)
provisions = st.builds(Provision, cites, few(st.sampled_from(Disposition)), words, few(words))
days = st.dates(date(2020, 1, 1), date(2030, 1, 1))
editions = st.builds(
    Edition,
    words,
    words,
    st.sampled_from(Status),
    days | st.builds(OpenDate, cites, words, words),
    days | st.none() | st.builds(Event, words),
    few(provisions),
    few(clauses),
    few(rules),
    st.none() | rubrics,
    st.none() | gradings,
    st.none() | st.builds(Publicity, cites, st.builds(WorkingDays, small) | numbers),
    few(st.builds(Support, cites, words, few(words))),
    few(st.builds(SumTo, cites, few(words), small)),
)
law = conditions | scales() | rubrics | gradings | clauses | editions | fractions.map(Fraction)
