"""`banfa db`: the schema of the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from banfa.cli._echo import echo
from banfa.cli._servers import connect, reaching_servers
from banfa.database import migrations
from banfa.database.security import weaknesses
from banfa.errors import Unavailable

if TYPE_CHECKING:
    from banfa.settings import Settings


@click.group()
def command() -> None:
    """数据库结构：升级与检查。"""


@command.command()
@click.pass_obj
def upgrade(settings: Settings) -> None:
    """把数据库升级到本版本所需的结构。

    以 BANFA_OWNER_URL 所指的角色 banfa_owner 连接，在一个事务中执行全部迁移：要么全部完成，要么什么也不改。
    已是最新时不做任何改动，可以反复执行。升级前请先备份。

    首次使用前，请由数据库超级用户执行一次 deploy/roles.sql，它建立 banfa_owner 与 banfa_app 两个角色。
    """
    with reaching_servers():
        revision = migrations.upgrade(settings.required("owner_url"))
    echo(f"数据库结构已是最新：{revision}")


@command.command()
@click.pass_obj
def check(settings: Settings) -> None:
    """检查 DATABASE_URL 所连的数据库能否用来办公。

    结构须是最新，角色须受行级安全约束且不拥有数据表，各租户的数据表须受保护；否则逐条说明并以 1 退出。
    """
    with connect(settings.required("database_url")) as engine, engine.connect() as connection:
        problems = weaknesses(connection)
        present, wanted = migrations.current(connection), migrations.newest()
    if present != wanted:
        problems.append(f"数据库结构为 {present or '空'}，本版本需要 {wanted}，请执行 banfa db upgrade。")
    if problems:
        raise Unavailable("database_not_ready", " ".join(problems))
    echo(f"数据库可以使用：{present}")
