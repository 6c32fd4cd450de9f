"""10,000 random edits, all of which have to be located, and a million links in which nothing may be."""

from __future__ import annotations

import resource
import time
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from sqlalchemy import text

from banfa.database import migrations
from banfa.database.engine import make_engine
from banfa.database.schema import load_rooms
from banfa.embedded.postgres import SUPERUSER, start_postgres
from banfa.trust import unit_of_work
from banfa.trust.chain import verify_chain
from banfa.trust.checkpoints import read_signing_key
from banfa.trust.tenants import operator
from tests.ledger.town import NOW
from tests.tamper.ground import Ground, build, sign_head
from tests.tamper.million import begin_chain, copy_chain
from tests.tamper.run import generalise, run_edits
from tests.tamper.ways import WAYS
from tests.tamper.whole import build_whole
from tests.trust.bureaus import found_bureau

if TYPE_CHECKING:
    from collections.abc import Iterator

EDITS = 10_000
SLICE = 250
LINKS = 1_000_000


def _run_ways(ground: Ground) -> Iterator[str]:
    """Try each way that was thought of."""
    located = 0
    for way in WAYS:
        with ground.attack() as connection:
            for statement in way.sql:
                connection.execute(text(statement), {"t": ground.actor.tenant_id})
            ours, theirs = ground.locate(connection)
        located += generalise(ours) == generalise(theirs) and any(
            seq == way.seq and subject.startswith(way.subject) for seq, subject in ours
        )
    yield f"tamper: {len(WAYS)} ways of tampering, {located} located"
    assert located == len(WAYS)


def run() -> Iterator[str]:
    load_rooms()
    with start_postgres() as server, TemporaryDirectory() as name:
        migrations.upgrade(server.owner_url)
        folder = Path(name)
        engines = [make_engine(url) for url in (server.app_url, server.owner_url, server.url(SUPERUSER))]
        engine, owner, superuser = engines
        key = read_signing_key(folder / "key.pem")
        actor, checkpoint, _ = build(engine, owner, key)
        ground = Ground(superuser, actor, checkpoint, folder)
        yield from _run_ways(ground)
        actor = build_whole(engine, owner)
        ground = Ground(superuser, actor, sign_head(engine, actor, key), folder)
        with ground.attack() as connection:
            alarms = ground.locate(connection)
        yield f"tamper: a bureau that has done everything: {len(alarms[0] | alarms[1])} false alarms"
        assert alarms == (set(), set())
        began = time.perf_counter()
        figures, lost = Counter[str](), list[str]()
        for seed in range(EDITS // SLICE):
            some, unlocated = run_edits(ground, count=SLICE, seed=seed)
            figures += some
            lost += unlocated
            seconds = time.perf_counter() - began
            yield f"tamper: {figures['tried']} random edits, {figures['located']} located, {seconds:.0f} s"
        yield from (f"tamper: {name}: {count}" for name, count in figures.items())
        yield f"tamper: not located, or not by both alike: {len(lost)}"
        yield from lost
        assert not lost
        bureau = begin_chain(engine, operator(found_bureau(owner)))
        copy_chain(superuser, bureau, LINKS - 1)
        before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()
        with unit_of_work(engine, bureau, now=NOW, read_only=True, isolation="REPEATABLE READ") as unit:
            found = verify_chain(unit)
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024
        seconds = time.perf_counter() - began
        yield f"tamper: {found.links} links, {found.count} false alarms, {seconds:.0f} s, {grown} MiB more"
        assert (found.links, found.count) == (LINKS, 0)
        for each in engines:
            each.dispose()
