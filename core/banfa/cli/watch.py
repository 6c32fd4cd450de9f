"""`banfa watch`: which clauses every provider has run into as of a day, and which cannot be told yet."""

from __future__ import annotations

import json
import shutil
import sys
from datetime import date, datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

import click

from banfa.cities.loading.isolated_load import sound_cities
from banfa.cli._console import operators_unit
from banfa.cli._table import columns, wrap
from banfa.errors import Malformed, Missing
from banfa.law.cite import parse
from banfa.ledger.recording.listing import get_entry, list_rows
from banfa.procedures.watch import hits, runs
from banfa.procedures.watch.look import watch
from banfa.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from banfa.cities.profile import Profile
    from banfa.trust import Unit

ANY_MET, ANY_OPEN = 3, 4
"""What the command exits with on --exit-code."""
USUAL_WIDTH: Final = (100, 24)
LEAST_WIDTH: Final = 40
STATES: Final = {"met": "已触发", "open": "尚不能确定"}


@click.command(
    epilog="退出状态：0 办理完毕，1 出错，2 用法有误；加 --exit-code 时，3 有已触发的，4 只有尚不能确定的。"
)
@click.argument("tenant")
@click.option("--as-of", "as_of", type=click.DateTime(["%Y-%m-%d"]), help="截至哪一日，省略时为今天。")
@click.option("--provider", help="只看这家服务商：统一社会信用代码或编号。")
@click.option("--clause", "asked", multiple=True, help="只看这一条款及其各项，如 12 或 12.3（可重复）。")
@click.option("--open/--no-open", "with_open", default=True, help="是否列出尚不能确定的。", show_default=True)
@click.option("--store", "stored", is_flag=True, help="存储变化，如每晚自动运行一样；日期不能晚于今天。")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="输出格式。")
@click.option("--exit-code", "by_status", is_flag=True, help="以退出状态说明有无触发，便于脚本使用。")
@click.pass_obj
def command(
    settings: Settings,
    *,
    tenant: str,
    as_of: datetime | None,
    provider: str | None,
    asked: tuple[str, ...],
    with_open: bool,
    stored: bool,
    form: str,
    by_status: bool,
) -> None:
    """列出租户 TENANT 截至某日各服务商已触发和尚不能确定的条款，并逐条说明依据。

    触发是建议，处置由人决定。不加 --store 时只看不存。结果写到标准输出，其余写到标准错误。需要 DATABASE_URL。
    """
    cities = sound_cities()
    with operators_unit(settings, tenant, read_only=not stored) as unit:
        profile = cities.profile(unit.actor.city)
        day = as_of.date() if as_of else unit.today
        clauses = find_clauses(profile, asked)
        provider_id = None if provider is None else find_provider(unit, provider)
        run = run_stored(unit, profile, day) if stored else None
        states = STATES if with_open else {"met"}
        found = watch(unit, profile, as_of=day, provider_id=provider_id, clauses=clauses, states=states)
        numbers = unit.ids.encode("provider", [hit["provider_id"] for hit in found])
        found = [{**hit, "provider_id": number} for hit, number in zip(found, numbers, strict=True)]
        run = run and {**run, "id": unit.ids.encode_one("watch_run", run["id"])}
    if form == "json":
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        for line in format_hits(found, day, shutil.get_terminal_size(USUAL_WIDTH).columns):
            click.echo(line)
    if run is not None:
        click.echo(describe_run(run), err=True)
    if by_status:
        sys.exit(find_exit_status(found))


def find_clauses(profile: Profile, asked: Sequence[str]) -> set[str] | None:
    """The keys of the clauses that are asked for, in any edition; None for all. Raises Malformed."""
    if not asked:
        return None
    cites = {clause.cite for edition in profile.editions for clause in edition.clauses}
    found: set[str] = set()
    for one in asked:
        try:
            cite = parse(one)
        except ValueError as error:
            raise Malformed("clause_malformed", f"{error}。", clause=one) from error
        below = {
            other.key
            for other in cites
            if other.numbers[: len(cite.numbers)] == cite.numbers and cite.part in {"", other.part}
        }
        if not below:
            have = "、".join(sorted({str(other.article) for other in cites}, key=int))
            message = f"{profile.city.zh}的预警不涉及“{one}”；涉及的条为：{have}。"
            raise Malformed("unknown_clause", message, clause=one)
        found |= below
    return found


def find_provider(unit: Unit, named: str) -> int:
    """A provider's id, from its code or from its outward id. Raises Missing."""
    number = unit.ids.decode("provider", named)
    if number is not None:
        return int(get_entry(unit, "provider", number)["id"])
    rows = list_rows(unit, "provider", {"uscc": named}, limit=1).dicts()
    if not rows:
        raise Missing("provider_missing", f"没有统一社会信用代码为“{named}”的服务商，请核对。")
    return int(rows[0]["id"])


def run_stored(unit: Unit, profile: Profile, day: date) -> dict[str, Any]:
    """Run the watch and store what changed. Raises Malformed for a day to come."""
    return runs.store(unit, profile, as_of=runs.check_day(unit, day))


def format_hits(found: Sequence[dict[str, Any]], day: date, places: int) -> Iterator[str]:
    """The hits by provider, each in a line of columns with its explanation beneath."""
    places = max(places, LEAST_WIDTH)
    heads = iter(
        list(columns([(f"  {h['clause']}", h["state_zh"], h["force"], h["ground"]) for h in found]))
        if found
        else ()
    )
    for name, mine in groupby(found, key=lambda hit: (hit["provider_id"], hit["provider"])):
        yield f"{name[1]}（编号{name[0]}）"
        for hit in mine:
            yield next(heads)
            yield from wrap(hit["explanation"], places, " " * 6)
        yield ""
    counts = "，".join(f"{zh}{sum(h['state'] == key for h in found)}项" for key, zh in STATES.items())
    trial = "（试算：当日没有施行中的版本）" if any(hit["trial"] for hit in found) else ""
    yield f"截至{day}：{counts}{trial}"


def describe_run(run: dict[str, Any]) -> str:
    """What a run has changed."""
    if not run["kept"]:
        return "已有更晚一日的结果，本次只看不存。"
    changes = "，".join(f"{hits.STATES[state]}{n}项" for state, n in run["changes"].items())
    return f"已存储，运行编号{run['id']}：{changes or '没有变化'}。"


def find_exit_status(found: Sequence[dict[str, Any]]) -> int:
    """The exit status that tells whether there is anything."""
    states = {hit["state"] for hit in found}
    return ANY_MET if "met" in states else ANY_OPEN if states else 0
