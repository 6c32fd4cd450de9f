"""Runs many random edits and says what became of them."""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import TYPE_CHECKING

from sqlalchemy import select

from banfa.trust.ids import Ids
from banfa.trust.read_seals import SUBJECT as TRACES
from banfa.trust.seals import find_bound, list_bound_tables
from tests.tamper.edits import CHAIN, make_edit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.tamper.ground import Ground


def run_edits(ground: Ground, *, count: int, seed: int) -> tuple[Counter[str], list[str]]:
    """Make so many edits, each undone before the next; returns figures, and what nobody located."""
    random = Random(seed)  # noqa: S311 - to be repeated
    figures, lost = Counter[str](), []
    used = _list_used(ground)
    while figures["tried"] < count:
        with ground.attack() as connection:
            edit = make_edit(connection, ground.actor.tenant_id, random, used)
            if edit is None:
                figures["refused by the database, or no change"] += 1
                continue
            figures["tried"] += 1
            ours, theirs = ground.locate(connection)
        figures[f"of {'the chain' if edit.table in CHAIN else 'what it binds'}"] += 1
        located = edit.is_located(ours, Ids(ground.actor.bureau.id_key))
        figures["found"] += bool(ours)
        figures["located"] += located
        figures["found by the standalone verifier"] += bool(theirs)
        if not located or generalise(ours) != generalise(theirs):
            lost.append(f"{edit}: ours {sorted(ours)}, standalone {sorted(theirs)}")
    return figures, lost


def generalise(faults: Iterable[tuple[int, str]]) -> set[tuple[int, str]]:
    """Leave of what was located the link and the table: how a row that is gone is called, only we know.

    Traces of reading are in no export: of a link that binds some, the other verifier knows the data only.
    """
    things = {find_bound(table).thing: table.name for table in list_bound_tables()}
    kinds = ((seq, subject.partition("/")[0]) for seq, subject in faults if subject != TRACES)
    return {(seq, things.get(kind, kind) if kind else "") for seq, kind in kinds}


def _list_used(ground: Ground) -> list[object]:
    """List the tables in which the bureau has rows, those of the chain as often as all others."""
    with ground.attack() as connection:
        mine = [
            table
            for table in (*CHAIN, *list_bound_tables())
            if connection.execute(
                select(table.c.tenant_id).where(table.c.tenant_id == ground.actor.tenant_id).limit(1)
            ).first()
        ]
    ledger = [table for table in mine if table not in CHAIN]
    return [*ledger, *(table for table in CHAIN for _ in range(max(1, len(ledger) // len(CHAIN))))]
