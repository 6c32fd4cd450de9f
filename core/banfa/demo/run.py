"""The demonstration: cities in a fresh database, evaluated, watched, their receipts replayed."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from banfa.cities.loading.isolated_load import load_sound_cities
from banfa.database.engine import make_engine
from banfa.demo import report
from banfa.demo.bureau import (
    Bureau,
    declare_complete,
    issue_instruments,
    last_period,
    read_example,
    run_round,
    set_last_day,
)
from banfa.demo.cases import handle_cases
from banfa.demo.loading import SOURCE, find_tellers, load_story
from banfa.demo.people import LoginDetails, give_logins
from banfa.demo.telling import tell_story
from banfa.errors import Unavailable
from banfa.procedures.files.storing import make_file_room
from banfa.procedures.receipts.replay import replay
from banfa.procedures.rounds.computations import receipt_bytes
from banfa.procedures.watch import runs
from banfa.trust.ids import Ids
from banfa.trust.persons import add_person
from banfa.trust.sources import register_source
from banfa.trust.tenants import act_as, create_tenant, operator
from banfa.trust.tokens import issue_token
from banfa.trust.unit import SHANGHAI, unit_of_work

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sqlalchemy import Engine

    from banfa.cities.profile import Profile
    from banfa.demo.servers import Servers
    from banfa.procedures.files.storing import FileRoom

GRADED: Final = ("xiamen", "huangshi")
OTHERS: Final = ("liuzhou", "changsha", "changchun")
NEEDED: Final = 1 << 30
"""Bytes of disk the demonstration asks for."""


@dataclass(frozen=True)
class Trial:
    """What the demonstration leaves to try by hand."""

    tenant: str
    token: str
    round_id: str
    provider_id: str
    cases: list[str]
    logins: list[LoginDetails]


def demonstrate(
    servers: Servers, *, seed: int, scale: int, say: Callable[[str], None], folder: Path
) -> list[Trial]:
    """Run every city's story and say how it went; the receipts are left in `folder`."""
    owner = make_engine(servers.settings.required("owner_url"))
    engine = make_engine(servers.settings.required("database_url"))
    cities = load_sound_cities()
    trials = []
    try:
        for key in (*GRADED, *OTHERS):
            profile = cities.profile(key)
            bureau = set_up(owner, engine, profile)
            say(report.format_heading(profile))
            room = make_file_room(servers.settings)
            trials.append(_run_bureau(bureau, room, seed=seed, scale=scale, say=say, folder=folder))
    finally:
        owner.dispose()
        engine.dispose()
    return trials


def set_up(owner: Engine, engine: Engine, profile: Profile) -> Bureau:
    """A tenant for the city's bureau, its public service platform, and two persons who act for it."""
    with owner.begin() as connection:
        tenant = create_tenant(
            connection, slug=profile.city.key, city=profile.city.key, name=profile.city.bureau, now=now()
        )
    with unit_of_work(engine, operator(tenant), now=now()) as unit:
        register_source(unit, key=SOURCE, name="中小企业公共服务平台", kind="platform")
        officer, reviewer = (
            act_as(tenant, add_person(unit, name=name, roles=[role], post=post).identity, role)
            for name, role, post in (("王敏", "officer", "四级主任科员"), ("李建国", "reviewer", "处长"))
        )
        tellers = find_tellers(unit, officer)
    return Bureau(engine, profile, tellers, reviewer, now)


def now() -> datetime:
    """The demonstration runs in the present."""
    return datetime.now(UTC)


def _run_bureau(
    bureau: Bureau, room: FileRoom, *, seed: int, scale: int, say: Callable[[str], None], folder: Path
) -> Trial:
    """One bureau's work: record, set terms, evaluate, publish, watch, handle cases, prove."""
    span = last_period(bureau.profile, now().astimezone(SHANGHAI).date())
    story = tell_story(bureau.profile, seed=seed, span=span, scale=scale)
    set_last_day(bureau, span)
    count = load_story(bureau.engine, bureau.tellers, story, now=now())
    say(f"登记{count}条台账记录：{report.format_counts(story)}")
    issue_instruments(bureau, span, *read_example(bureau.profile))
    declare_complete(bureau, span, late=False)
    details = run_round(bureau, span, say)
    top = bureau.act(bureau.officer, lambda u: report.print_outcome(u, details, say))
    bureau.act(bureau.officer, lambda u: runs.store_run(u, bureau.profile, as_of=span.end))
    bureau.act(bureau.officer, lambda u: report.print_hits(u, bureau.profile, span.end, say))
    cases = handle_cases(bureau, room, say)
    _prove_receipt(bureau, details.round.id, folder, say)
    ids = Ids(bureau.officer.bureau.id_key)
    outward_ids = ids.encode_one("round", details.round.id), ids.encode_one("provider", top)
    token = _issue_demo_token(bureau)
    logins = give_logins(bureau.engine, bureau.officer.bureau, now=now())
    return Trial(bureau.officer.tenant, token, *outward_ids, cases, logins)


def _prove_receipt(bureau: Bureau, round_id: int, folder: Path, say: Callable[[str], None]) -> None:
    """Keep the round's receipt and replay it."""
    data = bureau.act(bureau.officer, lambda u: receipt_bytes(u, round_id=round_id))
    path = folder / f"{bureau.profile.city.key}.receipt.json"
    path.write_bytes(data)
    outcome = replay(data)
    if not outcome.same:
        raise Unavailable("demo_replay", f"凭证重算不一致：{outcome.differences[0]}。")
    say(f"评价凭证 {path}（{len(data):,} 字节）重算逐字节一致，哈希 {outcome.digest[:16]}…")


def _issue_demo_token(bureau: Bureau) -> str:
    """A token to try by hand, good for a day."""
    with unit_of_work(bureau.engine, operator(bureau.officer.bureau), now=now()) as unit:
        admin = add_person(unit, name="演示管理员", roles=["admin"])
        issued = issue_token(
            unit, name="演示", role="admin", person_id=admin.id, expires_at=now() + timedelta(days=1)
        )
    return issued.secret


def check_disk(folder: Path) -> None:
    """Raises Unavailable where there is too little room."""
    if shutil.disk_usage(folder).free < NEEDED:
        raise Unavailable("disk_full", f"{folder} 所在磁盘剩余空间不足 1 GB，请先清理。")
