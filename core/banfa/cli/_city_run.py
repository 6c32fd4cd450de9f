"""`banfa city run`: the city on servers of its own. Apart from the others, which need no database."""

from __future__ import annotations

import click

from banfa.cli._echo import echo, echo_lines
from banfa.demo.one_city import run_city
from banfa.demo.servers import Servers
from banfa.settings import Settings


@click.command("run")
@click.argument("city")
@click.option("--seed", type=int, default=2026, show_default=True, help="种子：相同的种子得到相同的台账。")
@click.pass_context
def command(context: click.Context, city: str, seed: int) -> None:
    """试运行一个城市：在内嵌的数据库和队列中，用虚构的台账和设定完成一期评价、公示和情形监测。约需半分钟。

    办法在台账里没有着落、评不出等级、情形监测出错的，以 1 退出。不需要任何设置，数据随之清除。
    """
    settings = context.obj if isinstance(context.obj, Settings) else Settings.from_env({})
    with Servers.start(settings) as servers:
        servers.background("worker")
        servers.background("scheduler")
        run_city(servers, city, seed=seed, say=echo_lines)
    echo("运行完成")
