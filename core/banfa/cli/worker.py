"""`banfa worker`: carries out what was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from banfa.cli._echo import echo
from banfa.cli._servers import check_service, reaching_servers
from banfa.jobs import run_worker
from banfa.logs import configure_logging
from banfa.procedures.rounds.computing import cities

if TYPE_CHECKING:
    from banfa.settings import Settings


@click.command()
@click.option("--burst", is_flag=True, help="自行派发到期的任务，全部处理完后退出；否则一直运行。")
@click.pass_obj
def command(settings: Settings, *, burst: bool) -> None:
    """处理后台任务（如评价计算）。需要 DATABASE_URL、REDIS_URL 和 BANFA_SECRET。

    可以同时运行任意多个。任务以数据库中的记录为准：进程被强行终止或队列清空都不会丢失任务，
    也不会留下半个结果，由其他进程接着处理。收到 SIGTERM 时先做完手头的任务再退出。

    持续运行时，另需一个 banfa scheduler 派发任务。
    """
    for name in ("redis_url", "secret"):
        settings.required(name)
    configure_logging()
    check_service(settings)
    cities()  # now, so that no round is kept locked while a plugin takes its time
    if not burst:
        echo("正在等候任务，按 Ctrl-C 停止。", err=True)
    with reaching_servers():
        run_worker(settings, burst=burst)
