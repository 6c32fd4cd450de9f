"""`banfa jobs`: what is to be done in the background, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click
import msgspec

from banfa.cli._console import format_local, operators_unit
from banfa.cli._echo import echo, echo_lines
from banfa.cli._servers import connect
from banfa.cli._table import columns
from banfa.jobs.checkpoints import list_slugs
from banfa.jobs.operating import (
    KINDS_ZH,
    STATES_ZH,
    cancel_work,
    find_work_id,
    list_work,
    retry_work,
)
from banfa.trust import unit_of_work
from banfa.trust.tenants import find_tenant, operator
from banfa.trust.work import STATES

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from sqlalchemy import Engine

    from banfa.settings import Settings
    from banfa.trust.ids import Ids
    from banfa.trust.work import Work

HEADINGS: Final = ("租户", "编号", "种类", "状态", "次数", "提出时间", "结束时间", "说明")


@click.group()
def command() -> None:
    """查看、重试和取消后台任务。需要 DATABASE_URL。"""


@command.command("list")
@click.argument("tenant", required=False)
@click.option("--failed", is_flag=True, help="只看最终失败的；不写 TENANT 时列出各租户的。")
@click.option("--state", "states", multiple=True, type=click.Choice(STATES), help="只看这些状态（可重复）。")
@click.option("--limit", type=click.IntRange(1, 1000), default=50, show_default=True, help="至多几项。")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="输出格式。")
@click.pass_obj
def show_jobs(
    settings: Settings, *, tenant: str | None, failed: bool, states: tuple[str, ...], limit: int, form: str
) -> None:
    """列出租户 TENANT 的后台任务，新的在前；不写 TENANT 时逐个列出所有租户的。"""
    wanted = ("failed",) if failed else states or STATES
    with connect(settings.required("database_url")) as engine:
        slugs = [tenant] if tenant else list_slugs(engine)
        listed = [row for slug in slugs for row in _list_of(engine, slug, wanted, limit)]
    if form == "json":
        echo_lines(msgspec.json.encode([_describe(*row) for row in listed]).decode())
        return
    if not listed:
        echo("没有这样的任务。", err=True)
        return
    for line in columns([HEADINGS, *(_make_row(*row) for row in listed)]):
        echo(line)


def _list_of(engine: Engine, slug: str, states: Collection[str], limit: int) -> list[tuple[Work, Ids, str]]:
    """The newest jobs of one bureau, each with what its ids and its bureau are known by."""
    with unit_of_work(engine, operator(find_tenant(engine, slug)), read_only=True) as unit:
        return [(listed.row, unit.ids, slug) for listed in list_work(unit, states=states, limit=limit)]


@command.command("retry")
@click.argument("tenant")
@click.argument("job")
@click.pass_obj
def retry_job(settings: Settings, *, tenant: str, job: str) -> None:
    """重新办理租户 TENANT 已失败或已取消的任务 JOB。"""
    with operators_unit(settings, tenant) as unit:
        work_id = find_work_id(unit, job)
        merged = retry_work(unit, work_id).id != work_id
    echo("同样的任务已在等待，并入那一项。" if merged else "将重新办理。")


@command.command("cancel")
@click.argument("tenant")
@click.argument("job")
@click.pass_obj
def cancel_job(settings: Settings, *, tenant: str, job: str) -> None:
    """取消租户 TENANT 尚未结束的任务 JOB；正在办理的，已做的部分一并撤销。"""
    with operators_unit(settings, tenant) as unit:
        cancel_work(unit, find_work_id(unit, job))
    echo("已取消。")


def _describe(work: Work, ids: Ids, slug: str) -> dict[str, object]:
    """A piece of work as the API tells of it."""
    names = ("kind", "state", "attempts", "step", "error_code", "error_detail", "asked_at", "ended_at")
    return {
        "tenant": slug,
        "id": ids.encode_one("work", work.id),
        **{name: getattr(work, name) for name in names},
    }


def _make_row(work: Work, ids: Ids, slug: str) -> tuple[str, ...]:
    return (
        slug,
        ids.encode_one("work", work.id),
        KINDS_ZH.get(work.kind, work.kind),
        STATES_ZH[work.state],
        str(work.attempts),
        format_local(work.asked_at),
        _format_end(work.ended_at),
        " ".join(filter(None, (work.error_code, work.error_detail))) or work.step,
    )


def _format_end(at: datetime | None) -> str:
    return "" if at is None else format_local(at)
