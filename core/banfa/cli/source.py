"""`banfa source`: the registered systems that report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from banfa.cli._console import operators_unit
from banfa.cli._echo import echo
from banfa.trust.source_row import KINDS, REGISTERED
from banfa.trust.sources import list_sources, register_source

if TYPE_CHECKING:
    from banfa.settings import Settings

_KINDS: Final = "、".join(f"{kind} {KINDS[kind]}" for kind in REGISTERED)


@click.group()
def command() -> None:
    """数据来源：登记与列出向台账报送的系统。各系统的外部编号互不相干。"""


@command.command(epilog=f"系统种类：{_KINDS}。")
@click.argument("tenant")
@click.option("--key", required=True, help="标识：小写字母、数字和连字符，如 platform。")
@click.option("--name", required=True, help="系统名称，如 厦门市中小企业公共服务平台。")
@click.option(
    "--kind", type=click.Choice(REGISTERED), default="platform", show_default=True, help="系统种类。"
)
@click.option("--contact", help="联系人和联系方式。")
@click.pass_obj
def add(settings: Settings, *, tenant: str, key: str, name: str, kind: str, contact: str | None) -> None:
    """为租户 TENANT 登记一个来源系统，接着用 banfa token issue --source 为其签发接口密钥。"""
    with operators_unit(settings, tenant) as unit:
        source = register_source(unit, key=key, name=name, kind=kind, contact=contact)
    echo(f"已登记来源 {source.key}（{source.name}）。")


@command.command("list")
@click.argument("tenant")
@click.pass_obj
def list_(settings: Settings, tenant: str) -> None:
    """列出租户 TENANT 的来源：标识、种类、名称、联系方式，以制表符分隔。"""
    with operators_unit(settings, tenant, read_only=True) as unit:
        sources = list_sources(unit)
    for source in sources:
        echo(source.key, KINDS[source.kind], source.name, source.contact or "")
