"""`banfa person`: who may be given tokens, and log in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from banfa.cli._console import operators_unit
from banfa.cli._echo import echo
from banfa.cli._persons import find_person_named
from banfa.trust.accounts import give_one_time_password, tie_account
from banfa.trust.permissions import ROLES
from banfa.trust.persons import add_person, change_person, list_persons

if TYPE_CHECKING:
    from datetime import datetime

    from banfa.settings import Settings

_ROLES: Final = "、".join(f"{role} {zh}" for role, zh in ROLES.items())


@click.group()
def command() -> None:
    """人员：登记、列出与停用。接口密钥发给人员；办理、审核、登记都记在人员名下，与用哪个接口密钥无关。"""


@command.command(epilog=f"角色：{_ROLES}。")
@click.argument("tenant")
@click.option("--name", required=True, help="姓名。")
@click.option("--post", help="职务。")
@click.option(
    "--role",
    "roles",
    type=click.Choice(list(ROLES)),
    multiple=True,
    required=True,
    help="可以担任的角色（可重复）。",
)
@click.option(
    "--kind", "kinds", multiple=True, help="只授权登记这些种类的记录（可重复），如 contract；不填则不限。"
)
@click.option("--district", "districts", multiple=True, help="所属县（市、区）（可重复），仅 district 角色。")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="授权的最后一日；不填则不限。")
@click.pass_obj
def add(
    settings: Settings,
    *,
    tenant: str,
    name: str,
    post: str | None,
    roles: tuple[str, ...],
    kinds: tuple[str, ...],
    districts: tuple[str, ...],
    until: datetime | None,
) -> None:
    """为租户 TENANT 登记一名人员，编号写到标准输出。

    接着用 banfa token issue --person 为其签发接口密钥。
    """
    with operators_unit(settings, tenant) as unit:
        person = add_person(
            unit,
            name=name,
            post=post,
            roles=roles,
            mandate_kinds=kinds or None,
            districts=districts or None,
            mandate_until=until.date() if until else None,
        )
        echo(unit.ids.encode_one("person", person.id))


@command.command("list")
@click.argument("tenant")
@click.pass_obj
def list_(settings: Settings, tenant: str) -> None:
    """列出租户 TENANT 的人员：编号、状态、角色、姓名、职务，以制表符分隔。"""
    with operators_unit(settings, tenant, read_only=True) as unit:
        for person in list_persons(unit):
            state = "在用" if person.active else "停用"
            fields = (unit.ids.encode_one("person", person.id), state, ",".join(person.roles), person.name)
            echo(*fields, person.post or "")


@command.command()
@click.argument("tenant")
@click.argument("person")
@click.option("--login", help="账号，如手机号或工号；已有账号的不填。")
@click.option("--known", is_flag=True, help="该账号是其本人在另一单位已有的，两处共用。")
@click.pass_obj
def password(settings: Settings, *, tenant: str, person: str, login: str | None, known: bool) -> None:
    """给租户 TENANT 的人员 PERSON（编号或姓名）开设账号，或重设密码。

    一次性密码写到标准输出，7日内有效，第一次登录须改；原来的登录一律结束。另有单位的人共用账号时
    加 --known，密码不变。
    """
    with operators_unit(settings, tenant) as unit:
        holder = find_person_named(unit, person)
        if known:
            tie_account(unit, person_id=holder.id, login=login or "")
            issued = None
        else:
            issued = give_one_time_password(unit, person_id=holder.id, login=login)
    if issued is None:
        echo(f"{holder.name}可以用账号 {login} 登录。", err=True)
        return
    echo(issued.password)
    echo(f"{holder.name}的账号 {issued.login}；密码只显示这一次。", err=True)


@command.command()
@click.argument("tenant")
@click.argument("person")
@click.pass_obj
def deactivate(settings: Settings, tenant: str, person: str) -> None:
    """停用租户 TENANT 的人员 PERSON（编号或姓名），其接口密钥即时失效。"""
    with operators_unit(settings, tenant) as unit:
        stopped = change_person(unit, person_id=find_person_named(unit, person).id, active=False)
    echo(f"{stopped.name}已停用。")
