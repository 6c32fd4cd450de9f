"""Contracts (改造合同) are answered with their standing: what each counts for, by which provision."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from marshmallow import Schema

from banfa.ledger.facts.standing import Standing, find_standings
from banfa.ledger.kinds.contracts import Contract
from banfa.procedures.instruments.editions import settle_edition_on
from banfa.web.api.entries import Extra
from banfa.web.fields import Boolean, Cite, List, Nested, Str
from banfa.web.rendering.values import render_cite

if TYPE_CHECKING:
    from collections.abc import Sequence

    from banfa.cities.profile import Profile
    from banfa.ledger.kinds.contracts import Contract
    from banfa.trust.unit import Unit
    from banfa.web.requests import Call


class StandingOut(Schema):
    """A rule about contracts that does not hold for one."""

    cite = Cite(required=True)
    cite_zh = Str("条款", required=True)
    zh = Str("要求", required=True)
    otherwise = Str("不符合时的后果", required=True)
    open = Boolean("是否尚不能确定", required=True)


class WithStanding(Schema):
    """What a contract is answered with besides."""

    standing = List(Nested(StandingOut), "效力：不符合的规则；为空表示计入并可补助")


def _find_standing(call: Call, rows: Sequence[Contract]) -> list[dict[str, Any]]:
    """Say of each contract what it fails, under the edition in force as the bureau has settled it."""
    standings = _find_failures(call.unit, call.profile, rows)
    return [{"standing": [_render_standing(standing) for standing in failures]} for failures in standings]


def find_standing_lines(unit: Unit, profile: Profile, rows: Sequence[Contract]) -> list[str]:
    """Say the same in a line each: an empty one of a contract that fails nothing."""
    return [
        "；".join(f"{each.cite}：{each.zh}（{each.otherwise}）" for each in failures)
        for failures in _find_failures(unit, profile, rows)
    ]


def _find_failures(unit: Unit, profile: Profile, rows: Sequence[Contract]) -> list[Sequence[Standing]]:
    law = settle_edition_on(unit, profile, day=unit.today)
    failures = find_standings(unit, profile, [row.entry_id for row in rows], edition=law)
    return [failures[row.entry_id] for row in rows]


def _render_standing(standing: Standing) -> dict[str, Any]:
    return {
        **render_cite(standing.cite),
        "zh": standing.zh,
        "otherwise": standing.otherwise,
        "open": standing.open,
    }


STANDING: Final = Extra(schema=WithStanding, find=_find_standing)
