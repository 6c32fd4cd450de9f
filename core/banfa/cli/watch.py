"""`banfa watch`: which clauses every provider has run into as of a day, and which cannot be told yet."""

from __future__ import annotations

import shutil
import sys
from itertools import groupby
from typing import TYPE_CHECKING, Final

import click
import msgspec

from banfa.cities.loading.isolated_load import load_sound_cities
from banfa.cli._console import operators_unit
from banfa.cli._echo import echo, echo_lines
from banfa.cli._table import columns, wrap
from banfa.errors import Malformed, Missing
from banfa.law.cite import cite
from banfa.ledger.kinds.providers import Provider
from banfa.ledger.recording.listing import get_entry, list_entries
from banfa.procedures.watch import hits, runs
from banfa.procedures.watch.listing import watch_afresh
from banfa.procedures.watch.look import STATES
from banfa.web.rendering.watch import render_seen

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date, datetime

    from banfa.cities.profile import Profile
    from banfa.procedures.watch.hits import WatchRun
    from banfa.procedures.watch.listing import SeenClause
    from banfa.settings import Settings
    from banfa.trust import Unit

ANY_MET, ANY_OPEN = 3, 4
"""What the command exits with on --exit-code."""
DEFAULT_SIZE: Final = (100, 24)
MIN_WIDTH: Final = 40


@click.command(
    epilog="退出状态：0 办理完毕，1 出错，2 用法有误；加 --exit-code 时，3 有疑似符合的，4 只有尚不能确定的。"
)
@click.argument("tenant")
@click.option("--as-of", "as_of", type=click.DateTime(["%Y-%m-%d"]), help="截至哪一日，省略时为今天。")
@click.option("--provider", help="只看这家服务商：统一社会信用代码或编号。")
@click.option("--clause", "paths", multiple=True, help="只看这一条款及其各项，如 12 或 12.3（可重复）。")
@click.option("--open/--no-open", "with_open", default=True, help="是否列出尚不能确定的。", show_default=True)
@click.option("--store", "stored", is_flag=True, help="存储变化，如每晚自动运行一样；日期不能晚于今天。")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="输出格式。")
@click.option("--exit-code", "by_status", is_flag=True, help="以退出状态说明有无线索，便于脚本使用。")
@click.pass_obj
def command(
    settings: Settings,
    *,
    tenant: str,
    as_of: datetime | None,
    provider: str | None,
    paths: tuple[str, ...],
    with_open: bool,
    stored: bool,
    form: str,
    by_status: bool,
) -> None:
    """列出租户 TENANT 截至某日各服务商疑似符合和尚不能确定的条款，并逐条说明依据。

    列出的是未经核实的线索，处置由人决定。不加 --store 时只看不存。结果写到标准输出，其余写到标准错误。
    需要 DATABASE_URL。
    """
    cities = load_sound_cities()
    with operators_unit(settings, tenant, read_only=not stored) as unit:
        profile = cities.profile(unit.actor.city)
        day = as_of.date() if as_of else unit.today
        clauses = _find_clauses(profile, paths)
        provider_id = None if provider is None else _find_provider(unit, profile, provider)
        run = _run_and_store(unit, profile, day) if stored else None
        watched = watch_afresh(
            unit,
            profile,
            as_of=day,
            provider_id=provider_id,
            clause=clauses,
            state=None if with_open else "met",
        )
        seen = watched.clauses
        numbers = sorted({clause.provider_id for clause in seen})
        outward_ids = dict(zip(numbers, unit.ids.encode("provider", numbers), strict=True))
        run_id = "" if run is None else unit.ids.encode_one("watch_run", run.id)
    if form == "json":
        rendered = [
            {**render_seen(clause), "provider_id": outward_ids[clause.provider_id]} for clause in seen
        ]
        echo_lines(msgspec.json.format(msgspec.json.encode(rendered)).decode())
    else:
        for line in _format_hits(seen, outward_ids, day, shutil.get_terminal_size(DEFAULT_SIZE).columns):
            echo(line)
    if run is not None:
        echo(_describe_run(run, run_id), err=True)
    if by_status:
        sys.exit(_find_exit_status(seen))


def _find_clauses(profile: Profile, paths: Sequence[str]) -> set[str] | None:
    """The keys of the clauses that are asked for, in any edition; None for all. Raises Malformed."""
    if not paths:
        return None
    cites = {clause.cite for edition in profile.editions for clause in edition.clauses}
    keys: set[str] = set()
    for path in paths:
        try:
            above = cite(path)
        except ValueError as error:
            raise Malformed("clause_malformed", f"{error}。", clause=path) from error
        below = {
            other.key
            for other in cites
            if other.numbers[: len(above.numbers)] == above.numbers and above.part in {"", other.part}
        }
        if not below:
            have = "、".join(sorted({str(other.article) for other in cites}, key=int))
            message = f"{profile.city.zh}的情形监测不涉及“{path}”；涉及的条为：{have}。"
            raise Malformed("unknown_clause", message, clause=path)
        keys |= below
    return keys


def _find_provider(unit: Unit, profile: Profile, named: str) -> int:
    """A provider's id, from its code or from its outward id. Raises Missing."""
    number = unit.ids.decode("provider", named)
    if number is not None:
        return get_entry(unit, Provider, number).entry_id
    try:
        rows = list_entries(unit, Provider, {"uscc": named}, profile=profile, limit=1).rows
    except Malformed:  # neither an id nor a code: nobody is called so
        rows = []
    if not rows:
        raise Missing("provider_missing", f"没有统一社会信用代码为“{named}”的服务商，请核对。")
    return rows[0].entry_id


def _run_and_store(unit: Unit, profile: Profile, day: date) -> WatchRun:
    """Run the watch and store what changed. Raises Malformed for a day to come."""
    return runs.store_run(unit, profile, as_of=runs.check_day(unit, day))


def _format_hits(
    seen: Sequence[SeenClause], outward_ids: Mapping[int, str], day: date, places: int
) -> Iterator[str]:
    """The hits by provider, each in a line of columns with its explanation beneath."""
    places = max(places, MIN_WIDTH)
    rows = [(f"  {clause.key}", STATES[clause.state], _force_of(clause), clause.situation) for clause in seen]
    heads = iter(list(columns(rows)) if rows else ())
    for (provider_id, provider), mine in groupby(
        seen, key=lambda clause: (clause.provider_id, clause.provider)
    ):
        yield f"{provider}（编号{outward_ids[provider_id]}）"
        for clause in mine:
            yield next(heads)
            yield from wrap(clause.explanation.text, places, " " * 6)
        yield ""
    counts = "，".join(f"{zh}{sum(clause.state == key for clause in seen)}项" for key, zh in STATES.items())
    trial = "（试算：当日没有施行中的版本）" if any(clause.trial for clause in seen) else ""
    yield f"截至{day}：{counts}{trial}"


def _force_of(seen: SeenClause) -> str:
    """应当, 可以 or 一般."""
    return seen.clause.force.value if seen.clause else ""


def _describe_run(run: WatchRun, run_id: str) -> str:
    """What a run has changed; `run_id` is its outward id."""
    if not run.kept:
        return "已有更晚一日的结果，本次只看不存。"
    changes = "，".join(f"{hits.STATES[state]}{n}项" for state, n in run.changes.items())
    return f"已存储，运行编号{run_id}：{changes or '没有变化'}。"


def _find_exit_status(seen: Sequence[SeenClause]) -> int:
    """The exit status that tells whether there is anything."""
    states = {clause.state for clause in seen}
    return ANY_MET if "met" in states else ANY_OPEN if states else 0
