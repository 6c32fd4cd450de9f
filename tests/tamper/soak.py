"""10,000 random edits, all of which have to be located, and a million links in which nothing may be."""

from __future__ import annotations

import resource
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from banfa.database import migrations
from banfa.database.engine import make_engine
from banfa.database.schema import load_rooms
from banfa.embedded.postgres import SUPERUSER, start_postgres
from banfa.trust import unit_of_work
from banfa.trust.chain import verify_chain
from banfa.trust.checkpoints import read_signing_key
from banfa.trust.tenants import operator
from tests.ledger.town import NOW
from tests.tamper.ground import Ground, build
from tests.tamper.million import copy_chain
from tests.tamper.run import run_edits
from tests.trust.bureaus import found_bureau

if TYPE_CHECKING:
    from collections.abc import Iterator

EDITS = 10_000
LINKS = 1_000_000


def run() -> Iterator[str]:
    load_rooms()
    with start_postgres() as server, TemporaryDirectory() as name:
        migrations.upgrade(server.owner_url)
        folder = Path(name)
        engines = [make_engine(url) for url in (server.app_url, server.owner_url, server.url(SUPERUSER))]
        engine, owner, superuser = engines
        actor, checkpoint, _ = build(engine, owner, read_signing_key(folder / "key.pem"))
        figures, lost = run_edits(Ground(superuser, actor, checkpoint, folder), count=EDITS, seed=1)
        yield from (f"tamper: {name}: {count}" for name, count in figures.items())
        yield f"tamper: not located, or not by both alike: {len(lost)}"
        yield from lost
        assert not lost
        bureau = operator(found_bureau(owner))
        copy_chain(superuser, bureau, LINKS)
        before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()
        with unit_of_work(engine, bureau, now=NOW, read_only=True) as unit:
            found = verify_chain(unit)
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024
        seconds = time.perf_counter() - began
        yield f"tamper: {found.links} links, {found.count} false alarms, {seconds:.0f} s, {grown} MiB more"
        assert (found.links, found.count) == (LINKS, 0)
        for each in engines:
            each.dispose()
