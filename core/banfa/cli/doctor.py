"""`banfa doctor`: whether the installation is well, one line for each thing that can be wrong."""

from __future__ import annotations

import platform
import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.metadata import version
from itertools import groupby
from typing import TYPE_CHECKING, Final

import click
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from banfa.cli._echo import echo
from banfa.cli._servers import connect
from banfa.database import migrations
from banfa.database.security import weaknesses
from banfa.errors import BanfaError
from banfa.jobs.checkpoints import describe_days, list_lost, list_written
from banfa.jobs.queue import connect_queue, examine_queue
from banfa.jobs.standing import count_standing
from banfa.trust import unit_of_work
from banfa.trust.chain import verify_chain
from banfa.trust.instants import find_skew, read_clock
from banfa.trust.tenants import find_tenant, operator
from banfa.trust.unit import SHANGHAI

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Engine

    from banfa.jobs.standing import Count
    from banfa.settings import Settings

LEAST_FREE_BYTES, LEAST_FREE_SHARE = 1 << 30, 0.05
"""What has to be free on the disk of BANFA_DATA."""
OVERDUE: Final = timedelta(minutes=2)
"""How long a job may be due before nobody seems to hand it out."""
NIGHT_TIME: Final = timedelta(hours=2)
"""What the night's work of a bureau has after midnight."""
CHECKPOINT_TIME: Final = timedelta(days=1) + NIGHT_TIME
"""How old the last checkpoint of a bureau may be."""
NIGHTS_LOOKED_AT: Final = timedelta(days=30)
"""For how many nights it is told that a checkpoint is lost; `banfa audit verify` tells it for ever."""
QUEUE_TIMEOUT_S: Final = 3.0


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found of one thing; `well` unless somebody has to do something."""

    topic: str
    sentence: str
    well: bool = True


@click.command()
@click.option(
    "--chain/--no-chain", default=True, help="是否逐环核验各租户的审计链（环数多时较慢）；默认核验。"
)
@click.pass_context
def command(context: click.Context, *, chain: bool) -> None:
    """检查系统是否正常：每行一项（正常或异常、项目、说明，以制表符分隔）；有异常时以 1 退出。

    以服务的环境变量运行（DATABASE_URL、REDIS_URL、BANFA_SECRET）：设置、数据库、结构、时钟、队列、后台程序、
    调度程序、积压与失败的任务、磁盘，各租户昨夜的工作、最近的检查点和审计链。
    """
    well = True
    for finding in _examine(context.obj, chain=chain):
        echo("正常" if finding.well else "异常", finding.topic, finding.sentence)
        well = well and finding.well
    context.exit(0 if well else 1)


def _examine(settings: Settings, *, chain: bool) -> Iterator[Finding]:
    """Look at one thing after the other; what one cannot be asked for is left out."""
    yield Finding("版本", f"banfa {version('banfa')}，Python {platform.python_version()}")
    yield _examine_settings(settings)
    yield _examine_disk(settings)
    yield from _examine_queue(settings)
    try:
        with connect(settings.required("database_url")) as engine:
            yield from _examine_database(engine, settings, chain=chain)
    except BanfaError as error:
        yield Finding("数据库", error.detail, well=False)
    except SQLAlchemyError as error:
        yield Finding(
            "数据库", f"数据库不能完成检查（{type(error).__name__}），请查看数据库日志。", well=False
        )


def _examine_settings(settings: Settings) -> Finding:
    try:
        settings.check_no_owner()
        settings.required_secret()
    except BanfaError as error:
        return Finding("设置", error.detail, well=False)
    return Finding("设置", "密钥足够强，环境中没有数据库所有者的地址")


def _examine_disk(settings: Settings) -> Finding:
    folder = settings.data_dir.absolute()
    while not folder.exists():
        folder = folder.parent
    disk = shutil.disk_usage(folder)
    well = disk.free >= max(LEAST_FREE_BYTES, LEAST_FREE_SHARE * disk.total)
    advice = "" if well else "，请腾出空间"
    return Finding("磁盘", f"{folder} 还有{disk.free / (1 << 30):.1f} GiB 可用{advice}", well=well)


def _examine_queue(settings: Settings) -> Iterator[Finding]:
    try:
        with connect_queue(settings.required("redis_url"), timeout_s=QUEUE_TIMEOUT_S) as redis:
            for topic, problem in examine_queue(redis).items():
                yield Finding(topic, problem or "在运行", well=problem is None)
    except BanfaError as error:
        yield Finding("队列", error.detail, well=False)


def _examine_database(engine: Engine, settings: Settings, *, chain: bool) -> Iterator[Finding]:
    with engine.connect() as connection:
        yield Finding("数据库", f"PostgreSQL {connection.scalar(text('SHOW server_version'))}")
        problems = weaknesses(connection)
        yield Finding("隔离", "".join(problems) or "各租户由行级安全隔开", well=not problems)
        present, wanted = migrations.current(connection), migrations.newest()
        if present != wanted:
            need = f"结构为{present or '空'}，本版本需要{wanted}，请执行 banfa db upgrade"
            yield Finding("结构", need, well=False)
            return
        yield Finding("结构", wanted)
        skew = find_skew(connection)
        yield Finding("时钟", skew or "与数据库一致", well=skew is None)
        counts, now = count_standing(connection), read_clock(connection)
    yield _examine_jobs(counts)
    for slug, of_bureau in groupby(counts, key=lambda count: count.slug):
        by_topic = {count.topic: count for count in of_bureau}
        yield _examine_night(slug, by_topic["tenant"], by_topic.get("night"), now)
        lost = _find_lost_checkpoints(engine, slug, settings.checkpoints)
        yield lost or _examine_checkpoint(slug, by_topic["tenant"], by_topic["checkpoint"])
        if chain:
            yield _examine_chain(engine, slug)


def _examine_jobs(counts: list[Count]) -> Finding:
    """Say what waits too long and what failed for good."""
    late = [c for c in counts if c.topic == "overdue" and c.age is not None and c.age > OVERDUE]
    failed = [c for c in counts if c.topic == "failed"]
    problems = []
    if late:
        slugs = "、".join(sorted({c.slug for c in late}))
        longest = max(c.age for c in late if c.age is not None)
        minutes = int(longest.total_seconds() // 60)
        problems.append(f"{slugs}共有{sum(c.amount for c in late)}项任务无人处理，最久的已到期{minutes}分钟")
    if failed:
        named = "、".join(f"{c.slug}的{c.label}{c.amount}项" for c in failed)
        problems.append(f"24小时内最终失败的：{named}，请看 banfa jobs list --failed")
    waiting = sum(c.amount for c in counts if c.topic == "jobs")
    sentence = "；".join(problems) or f"{waiting}项等待或进行中，没有积压和失败"
    return Finding("任务", sentence, well=not problems)


def _examine_night(slug: str, tenant: Count, night: Count | None, now: datetime) -> Finding:
    """Say whether the last night's work was done; a bureau has its first night after the day it was made."""
    today = now.astimezone(SHANGHAI).replace(hour=0, minute=0, second=0, microsecond=0)
    due = today if now >= today + NIGHT_TIME else today - timedelta(days=1)
    topic = f"昨夜 {slug}"
    if tenant.since is not None and tenant.since >= due:
        return Finding(topic, "新建的租户，尚无夜间工作")
    if night is None or night.since is None or night.since < due:
        last = "从未进行" if night is None or night.since is None else f"最后一次为{_write_day(night.since)}"
        return Finding(topic, f"{_write_day(due)}的夜间工作没有进行（{last}），请检查调度程序", well=False)
    if night.label != "done" and night.since == due:
        return Finding(
            topic, f"{_write_day(due)}的夜间工作没有完成（{night.label}），请检查后台程序", well=False
        )
    return Finding(topic, f"{_write_day(night.since)}的夜间工作已完成或正在进行")


def _examine_checkpoint(slug: str, tenant: Count, checkpoint: Count) -> Finding:
    """Say how old the last checkpoint is; a bureau has its first in the night after the day it was made."""
    topic = f"检查点 {slug}"
    if checkpoint.age is None:
        new = tenant.age is not None and tenant.age < CHECKPOINT_TIME
        advice = "新建的租户，尚无检查点" if new else "从未写下检查点，请检查调度程序和 BANFA_CHECKPOINTS"
        return Finding(topic, advice, well=new)
    hours = int(checkpoint.age.total_seconds() // 3600)
    well = checkpoint.age < CHECKPOINT_TIME
    return Finding(
        topic, f"最近一份写于{hours}小时前{'' if well else '，请检查调度程序和 BANFA_CHECKPOINTS'}", well=well
    )


def _find_lost_checkpoints(engine: Engine, slug: str, folder: Path) -> Finding | None:
    """Say which of the last nights' checkpoints are no longer where they were written; None where all are."""
    with unit_of_work(engine, operator(find_tenant(engine, slug)), read_only=True) as unit:
        recent = [night for night in list_written(unit) if night.day > unit.today - NIGHTS_LOOKED_AT]
        lost = list_lost(unit, folder, recent)
    if not lost:
        return None
    problem = f"近{NIGHTS_LOOKED_AT.days}夜所写的有{describe_days(lost)}不在 {folder}"
    return Finding(f"检查点 {slug}", f"{problem}，请检查 BANFA_CHECKPOINTS，或从另存处补回", well=False)


def _write_day(at: datetime) -> str:
    return at.astimezone(SHANGHAI).date().isoformat()


def _examine_chain(engine: Engine, slug: str) -> Finding:
    topic = f"审计链 {slug}"
    actor = operator(find_tenant(engine, slug))
    try:
        with unit_of_work(engine, actor, read_only=True, isolation="REPEATABLE READ") as unit:
            verification = verify_chain(unit)
    except BanfaError as error:
        return Finding(topic, error.detail, well=False)
    if verification.broken is not None:
        example = f"有{verification.count}处不符，如{verification.broken}"
        return Finding(topic, f"{example}；请执行 banfa audit verify {slug}", well=False)
    return Finding(topic, f"{verification.links}环完好")
