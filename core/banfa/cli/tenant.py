"""`banfa tenant`: the bureaus of this installation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from banfa.cities.loading.discovery import find_entry_points
from banfa.cli._echo import echo
from banfa.cli._servers import connect
from banfa.errors import Malformed
from banfa.trust.digests import ALGORITHMS
from banfa.trust.instants import read_clock
from banfa.trust.tenants import all_tenants, create_tenant

if TYPE_CHECKING:
    from banfa.settings import Settings


@click.group()
def command() -> None:
    """租户（主管部门）：新建与列出。

    以 BANFA_OWNER_URL 所指的角色 banfa_owner 连接：各租户的数据相互隔离，只有它能看到全部租户。
    """


@command.command()
@click.option("--slug", required=True, help="租户标识，用在网址里：小写字母、数字和连字符，如 xiamen。")
@click.option("--city", required=True, help="所用城市插件的名称，见 banfa city list。")
@click.option("--name", required=True, help="主管部门全称，如 厦门市工业和信息化局。")
@click.option(
    "--digest",
    type=click.Choice(ALGORITHMS),
    default="sha256",
    show_default=True,
    help="审计链所用的摘要算法，建立后不能更改；sm3 须本机 OpenSSL 支持。",
)
@click.pass_obj
def create(settings: Settings, slug: str, city: str, name: str, digest: str) -> None:
    """新建一个租户，并为它开始审计链。

    接着用 banfa person add、banfa source add 登记经办人员和对接的平台，再用 banfa token issue 签发接口密钥。
    """
    cities = sorted({point.name for point in find_entry_points()})
    if city not in cities:
        known = "、".join(cities) or "无"
        raise Malformed("city_not_installed", f"没有安装名为“{city}”的城市插件。已安装：{known}。", city=city)
    with connect(settings.required("owner_url")) as engine, engine.begin() as connection:
        now = read_clock(connection)
        bureau = create_tenant(connection, slug=slug, city=city, name=name, now=now, algorithm=digest)
    echo(f"已建立租户 {bureau.slug}（{bureau.name}，{bureau.city}），统一编号 {bureau.uuid}。")


@command.command("list")
@click.pass_obj
def list_(settings: Settings) -> None:
    """列出全部租户：统一编号、标识、城市、名称，以制表符分隔。"""
    with connect(settings.required("owner_url")) as engine, engine.connect() as connection:
        tenants = all_tenants(connection)
    for bureau in tenants:
        echo(str(bureau.uuid), bureau.slug, bureau.city, bureau.name)
