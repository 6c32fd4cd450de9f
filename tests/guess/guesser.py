"""Who guesses, from all that a provider reads and where it was when, who was 不满意 and when that came in.

It is told how many were 不满意 each quarter, since the law has such figures made public; so what it has to
beat is their share in that quarter.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from statistics import mean
from typing import Any, NamedTuple

from tests.guess.year import ENTERPRISES, QUARTERS, Cell

LOW = 60
"""Points below which somebody is not satisfied."""
SOON = 5
"""Days within which an answer follows a visit."""


class Clue(NamedTuple):
    """On this day somebody spoke; `weight`: how surely that was 不满意, `came_in`: that it was an answer."""

    day: date
    weight: float
    came_in: bool = False


class Guess(NamedTuple):
    """How much speaks for each enterprise and quarter; days on which an answer came in."""

    cells: dict[Cell, float]
    days: set[date]


def guess(visits, readings):
    """Guess from visits and readings."""
    clues = list(_find_clues(readings))
    cells: dict[Cell, float] = defaultdict(float)
    for clue in clues:
        near = [cell for cell, day in visits.items() if timedelta(0) < clue.day - day <= timedelta(SOON)]
        for cell in near:
            cells[cell] += clue.weight / len(near)
    for day in _find_decided(readings):
        earlier = [c for c, on in visits.items() if timedelta(20) < day - on <= timedelta(66)]
        for cell in earlier:
            cells[cell] += 0.1 / len(earlier)
    _add_order(visits, readings, cells)
    return Guess(cells, {clue.day for clue in clues if clue.came_in})


def _walk(data):
    """Every object in an answer."""
    if isinstance(data, dict):
        yield data
        for value in data.values():
            yield from _walk(value)
    elif isinstance(data, list):
        for value in data:
            yield from _walk(value)


def _find_clues(readings):
    """What single answers, and changes that nothing visible explains, tell."""
    known: set[Any] = set()
    before: dict[str, Any] = {}
    for reading in readings:
        for found in _walk(reading.data):
            day = found.get("answered_on") or (found.get("on") if found.get("kind") == "survey" else None)
            value = found.get("value", found.get("score"))
            key = str(found.get("id") or found.get("ids")), day, value
            if day is None or key in known:
                continue
            known.add(key)
            low = found.get("answer") == "不满意" or (isinstance(value, int) and value < LOW)
            yield Clue(date.fromisoformat(day), 1.0 if low else -0.2, came_in=True)
        last = before.get(reading.path)
        before[reading.path] = reading
        if last is None or last.etag == reading.etag:
            continue
        late = [{*(_find_late(each.data))} for each in (last, reading)]
        if last.data == reading.data or "survey" in late[1] - late[0]:
            yield Clue(reading.day, 0.3, came_in=True)
        if reading.path.startswith("/complaints"):
            old = {row["id"] for row in last.data["items"]}
            for row in reading.data["items"]:
                if row["id"] not in old and row.get("outcome") is None:
                    yield Clue(reading.day, 0.5)


def _find_late(data):
    """What a round says has come in since."""
    for found in _walk(data):
        yield from found.get("late") or ()
        yield from found.get("stale") or ()


def _find_decided(readings):
    """Days on which a complaint was seen to be decided."""
    return {
        date.fromisoformat(row["decided_on"])
        for reading in readings
        if reading.path.startswith("/complaints")
        for row in reading.data["items"]
        if row.get("decided_on")
    }


def _add_order(visits, readings, cells):
    """Answers without their days: the n-th that was recorded is about the n-th visit."""
    lists = [r for r in readings if r.path.startswith("/surveys") and r.data.get("items")]
    if not lists:
        return
    verdicts = [row for row in lists[-1].data["items"] if row.get("answer")]
    if any("answered_on" in row for row in verdicts):
        return
    inorder = sorted(visits, key=lambda cell: visits[cell])
    for n, row in enumerate(verdicts):
        for at, weight in ((n, 1.0), (n - 1, 0.5), (n + 1, 0.5)):  # some overtake others
            if 0 <= at < len(inorder):
                cells[inorder[at]] += weight * (row["answer"] == "不满意")


class Figures(NamedTuple):
    """Shares of right guesses beside those of somebody who knows nothing: who, and when."""

    who: float
    who_base: float
    when: float
    when_base: float


def measure(seeds, readings_of):
    """Measure the guesser over seeds, by what it reads of each."""
    hits: dict[str, float] = defaultdict(float)
    when, when_base = [], []
    for seed in seeds:
        guessed = guess(seed.visits, readings_of(seed))
        for quarter in range(QUARTERS):
            cells = [Cell(n, quarter) for n in range(ENTERPRISES)]
            unhappy = {cell for cell in cells if seed.voices[cell].unhappy}
            hits["right"] += _expect(guessed.cells, cells, unhappy)
            hits["base"] += len(unhappy) ** 2 / len(cells)
            hits["all"] += len(unhappy)
        entered = {voice.entered for voice in seed.voices.values()}
        came_in = entered | {voice.answered for voice in seed.voices.values()}
        base = len(entered) / len(entered | seed.quiet)
        named = guessed.days & (came_in | seed.quiet)
        when.append(len(named & came_in) / len(named) if named else base)
        when_base.append(base)
    total = hits["all"]
    return Figures(hits["right"] / total, hits["base"] / total, mean(when), mean(when_base))


def _expect(scores, cells, unhappy):
    """How many of as many guesses as there are unhappy are right, chance deciding between equals."""
    left, right = len(unhappy), 0.0
    for score in sorted({scores.get(cell, 0.0) for cell in cells}, reverse=True):
        level = [cell for cell in cells if scores.get(cell, 0.0) == score]
        taken = min(left, len(level))
        right += taken * len(unhappy & set(level)) / len(level)
        left -= taken
    return right
