"""`banfa scheduler`: hands out what is due."""

from __future__ import annotations

import signal
from datetime import timedelta
from threading import Event
from typing import TYPE_CHECKING, Final

import click

from banfa.cli._echo import echo
from banfa.cli._servers import check_service, reaching_servers
from banfa.jobs import run_scheduler
from banfa.logs import configure_logging
from banfa.procedures.imports.erasing import sweep_imports
from banfa.procedures.party_links.emptying import sweep_drafts
from banfa.web.idempotency import sweep_answers

if TYPE_CHECKING:
    from banfa.settings import Settings

SWEEPS: Final = (sweep_imports, sweep_answers, sweep_drafts)


@click.command()
@click.option("--every", type=click.FloatRange(0.05), default=1.0, show_default=True, help="间隔秒数。")
@click.pass_obj
def command(settings: Settings, *, every: float) -> None:
    """定时派发到期的任务，交给 banfa worker 处理。需要 DATABASE_URL、REDIS_URL 和 BANFA_SECRET。

    可以同时运行多个，同一任务不会重复派发。数据库或队列暂时中断时等待其恢复。
    """
    for name in ("redis_url", "secret"):
        settings.required(name)
    configure_logging()
    check_service(settings)
    stop = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    echo("正在派发任务，按 Ctrl-C 停止。", err=True)
    with reaching_servers():
        run_scheduler(settings, stop=stop, every=timedelta(seconds=every), sweeps=SWEEPS)
