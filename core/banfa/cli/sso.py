"""`banfa sso`: single sign-on of a bureau, looked at before people need it, and who is whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from banfa.cli._console import operators_unit
from banfa.cli._echo import echo
from banfa.cli._persons import find_person_named
from banfa.errors import Malformed
from banfa.trust.identities import set_identity
from banfa.web.sso.client import Client
from banfa.web.sso.sign_ons import read_sign_ons

if TYPE_CHECKING:
    from banfa.settings import Settings
    from banfa.web.sso.sign_ons import SignOn


@click.group()
def command() -> None:
    """统一身份认证（OpenID Connect）：核对设置，登记人员的统一身份。

    认证方的地址、客户端标识和密钥写在 BANFA_SSO 所指的文件中，每个租户一节，样例见 deploy/sso.toml.example。
    """


@command.command()
@click.argument("tenant")
@click.pass_obj
def check(settings: Settings, tenant: str) -> None:
    """核对租户 TENANT 的设置：认证方能否连通，应答是否合规，并写出要在认证方登记的回调地址。"""
    sign_on = _find_sign_on(settings, tenant)
    ends = Client(sign_on).find_end_address() is not None
    echo(f"认证方 {sign_on.issuer} 可用。", err=True)
    echo(f"退出时{'可以' if ends else '不能'}同时退出认证方。", err=True)
    echo("须在认证方登记的回调地址：", err=True)
    echo(sign_on.redirect_uri)


@command.command()
@click.argument("tenant")
@click.argument("person")
@click.argument("subject")
@click.pass_obj
def bind(settings: Settings, tenant: str, person: str, subject: str) -> None:
    """登记租户 TENANT 的人员 PERSON（编号或姓名）在认证方的标识 SUBJECT（sub）。

    从此可以用统一身份认证登录。原来登记过另一标识的，各处的登录一律结束。
    """
    sign_on = _find_sign_on(settings, tenant)
    with operators_unit(settings, tenant) as unit:
        person_id = find_person_named(unit, person).id
        holder = set_identity(unit, person_id=person_id, issuer=sign_on.issuer, subject=subject)
    echo(f"已登记{holder.name}的统一身份。", err=True)


@command.command()
@click.argument("tenant")
@click.argument("person")
@click.pass_obj
def release(settings: Settings, tenant: str, person: str) -> None:
    """取消租户 TENANT 的人员 PERSON（编号或姓名）的统一身份，各处的登录一律结束。"""
    with operators_unit(settings, tenant) as unit:
        person_id = find_person_named(unit, person).id
        holder = set_identity(unit, person_id=person_id, issuer="", subject=None)
    echo(f"已取消{holder.name}的统一身份。", err=True)


def _find_sign_on(settings: Settings, tenant: str) -> SignOn:
    """Find what is set for a bureau. Raises Malformed (`sso_not_set`)."""
    sign_on = read_sign_ons(settings.sso_file).get(tenant)
    if sign_on is None:
        message = f"没有为租户“{tenant}”设置统一身份认证：请在 BANFA_SSO 所指的文件中加一节 [{tenant}]。"
        raise Malformed("sso_not_set", message)
    return sign_on
