"""What the demonstration prints: tables a person wants to read."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any, Final

from banfa.ledger.kinds.registry import KINDS
from banfa.procedures.rounds import explanation, results
from banfa.procedures.rounds.transitions import STATES
from banfa.procedures.watch.listing import watch_afresh
from banfa.web.rendering.results import render_band, render_result

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from banfa.cities.profile import Profile
    from banfa.demo.story import Story
    from banfa.procedures.rounds.lifecycle import RoundDetails
    from banfa.trust.unit import Unit

ROWS: Final = 1000
HITS: Final = 6
"""How many hits of the watch are printed in full."""


def format_heading(profile: Profile) -> str:
    """The city's line. What the edition is stands there once, also where its title says so itself."""
    status = f"（{profile.latest.status.value}）"
    return f"\n━━ {profile.city.bureau} · {profile.latest.title.removesuffix(status)}{status}"


def format_counts(story: Story) -> str:
    """What the story holds, kind by kind."""
    return "、".join(f"{KINDS[kind].zh}{len(story.rows[kind])}" for kind in KINDS if story.rows.get(kind))


def print_outcome(unit: Unit, details: RoundDetails, say: Callable[[str], None]) -> int:
    """Print the round's table and one result in full; returns whose."""
    of = details.round
    listed = results.list_results(unit, round_id=of.id, limit=ROWS)
    rows = [render_result(result) for result in listed]
    public = f"，公示{of.public_from}至{of.public_until}" if of.public_from else ""
    say(f"\n{of.name}：{STATES[of.state]}{public}")
    if all(r["grade"] is None and r["total"] is None for r in rows):
        say(f"  参评服务商{len(rows)}家；本办法的评价不计分、不分等级，依据见情形监测。")
        return int(rows[0]["provider_id"])
    table = [("名次", "服务商", "总分", "等级")]
    table += [
        (
            _format_value(r["rank"]),
            r["provider_name"],
            _format_value(r["total"]),
            _format_value(r["grade"]) or "不参评",
        )
        for r in rows
    ]
    head, *lines = _align_columns(table)
    say(f"  {head}")
    bands = map(render_band, explanation.list_bands(unit, round_id=of.id))
    lines_of = {band["grade"]: _format_band(band) for band in bands}
    previous: Any = None
    for row, line in zip(rows, lines, strict=True):
        if row["grade"] != previous:
            say(f"  ┈┈ {lines_of.get(_format_value(row['grade']), '不参评')} ┈┈")
        say(f"  {line}")
        previous = row["grade"]
    chosen: int = rows[len(rows) // 3]["provider_id"]
    say("\n一项决定的全部理由：")
    explained = explanation.explain_result(unit, round_id=of.id, provider_id=chosen)
    say(f"  {explained.result.provider}：{explained.explanation}")
    for rule in explained.rules:
        say(f"  {rule.explanation}")
    for criterion in explained.criteria:
        say(f"  {criterion.explanation}")
    return chosen


def _format_band(band: dict[str, Any]) -> str:
    """What stands above a grade's rows: its floor and its places."""
    floor = "其余" if band["floor"] is None else f"{band['floor']}分及以上"
    places = (
        ""
        if band["places"] is None
        else f"，名额{_format_value(band['places'])}家，取至第{_format_value(band['last_place'])}名"
    )
    return f"{band['grade']}：{floor}{places}"


def print_hits(unit: Unit, profile: Profile, as_of: date, say: Callable[[str], None]) -> None:
    """Print what the watch finds."""
    clauses = watch_afresh(unit, profile, as_of=as_of).clauses
    met = [seen for seen in clauses if seen.state == "met"]
    say(f"\n截至{as_of}情形监测：疑似符合{len(met)}项，尚不能确定{len(clauses) - len(met)}项")
    for seen in met[:HITS]:
        say(f"  {seen.provider}：{seen.explanation.text}")


def _format_value(value: Any) -> str:
    """A value or a range."""
    if isinstance(value, list):
        return "～".join("?" if v is None else str(v) for v in value)
    return "" if value is None else str(value)


def _align_columns(table: Sequence[Sequence[str]]) -> list[str]:
    """Rows with their cells under each other; Chinese characters are two wide."""
    widths = [max(_measure_width(row[n]) for row in table) for n in range(len(table[0]))]
    return [
        "  ".join(cell + " " * (w - _measure_width(cell)) for cell, w in zip(row, widths, strict=True))
        for row in table
    ]


def _measure_width(cell: str) -> int:
    """How many places a text takes on a terminal."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in cell)
