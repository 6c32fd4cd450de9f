"""`banfa token`: the tokens by which people and programs are known."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

import click

from banfa.cli._console import format_local, operators_unit
from banfa.cli._echo import echo
from banfa.cli._persons import find_person_named
from banfa.ledger.kinds.enterprises import Enterprise
from banfa.ledger.kinds.providers import Provider
from banfa.ledger.recording.listing import get_entry
from banfa.trust.permissions import ACTIONS, ROLES
from banfa.trust.persons import name_persons
from banfa.trust.token_row import MAX_DAYS
from banfa.trust.tokens import issue_token, list_tokens, missing_token, revoke_token

if TYPE_CHECKING:
    from datetime import datetime

    from banfa.settings import Settings
    from banfa.trust.token_row import Token

_ROLES: Final = "、".join(f"{role} {zh}" for role, zh in ROLES.items())
_ACTIONS: Final = "、".join(f"{action} {zh}" for action, zh in ACTIONS.items())


@click.group()
def command() -> None:
    """接口密钥：签发、列出与吊销。数据库只保存接口密钥的摘要，接口密钥本身只在签发时显示一次。"""


@command.command(epilog=f"角色：{_ROLES}。权限：{_ACTIONS}。")
@click.argument("tenant")
@click.option("--role", type=click.Choice(list(ROLES)), required=True, help="角色，决定能做什么。")
@click.option("--person", help="发给哪一人员：编号，或不重名的姓名（见 banfa person list）。")
@click.option("--source", help="发给哪一来源系统：标识（见 banfa source list）；与 --person 只填一项。")
@click.option("--name", required=True, help="作何用途，如 办公电脑 或 公共服务平台对接。")
@click.option("--provider-id", help="服务商编号；角色为 provider 时必填，接口密钥只能看到这家服务商。")
@click.option("--enterprise-id", help="企业编号；角色为 enterprise 时必填，接口密钥只能看到这家企业。")
@click.option(
    "--scope",
    "scopes",
    multiple=True,
    help="只授予这些权限（可重复）；不填则为角色的全部权限（反映人除外）。",
)
@click.option("--days", type=click.IntRange(1, MAX_DAYS), default=365, show_default=True, help="有效天数。")
@click.pass_obj
def issue(
    settings: Settings,
    *,
    tenant: str,
    role: str,
    person: str | None,
    source: str | None,
    name: str,
    provider_id: str | None,
    enterprise_id: str | None,
    scopes: tuple[str, ...],
    days: int,
) -> None:
    """为租户 TENANT 签发接口密钥。

    接口密钥单独一行写到标准输出，便于脚本使用；说明写到标准错误。请立即妥善保存，之后无法再次查看。
    """
    with operators_unit(settings, tenant) as unit:
        parties = ((Provider, provider_id), (Enterprise, enterprise_id))
        subjects = {}
        for party, text in parties:
            if text is not None:
                kind = party.declaration.name
                number = unit.ids.decode(kind, text) or 0
                # A token for one that does not exist is refused.
                subjects[f"{kind}_id"] = get_entry(unit, party, number).entry_id
        token = issue_token(
            unit,
            name=name,
            role=role,
            person_id=None if person is None else find_person_named(unit, person).id,
            source=source,
            expires_at=unit.now + timedelta(days=days),
            **subjects,
            scopes=scopes or None,
        )
        token_id = unit.ids.encode_one("token", token.id)
    echo(f"接口密钥编号 {token_id}，{format_local(token.expires_at)} 到期。", err=True)
    echo(token.secret)


@command.command("list")
@click.argument("tenant")
@click.pass_obj
def list_(settings: Settings, tenant: str) -> None:
    """列出租户 TENANT 的接口密钥：编号、状态、到期时间、角色、所属人员或系统、用途、权限，以制表符分隔。"""
    with operators_unit(settings, tenant, read_only=True) as unit:
        tokens, now = list_tokens(unit), unit.now
        numbers = unit.ids.encode("token", [token.id for token in tokens])
        names = name_persons(unit, (token.person_id for token in tokens))
    for number, token in zip(numbers, tokens, strict=True):
        scopes = "全部" if token.scopes is None else ",".join(token.scopes)
        holder = names[token.person_id] or ""
        fields = (
            number,
            _state(token, now),
            format_local(token.expires_at),
            token.role,
            holder,
            token.name,
            scopes,
        )
        echo(*fields)


@command.command()
@click.argument("tenant")
@click.argument("token_id")
@click.pass_obj
def revoke(settings: Settings, tenant: str, token_id: str) -> None:
    """吊销租户 TENANT 的接口密钥，即时生效；编号见 banfa token list。"""
    with operators_unit(settings, tenant) as unit:
        number = unit.ids.decode("token", token_id)
        if number is None:
            raise missing_token()
        token = revoke_token(unit, token_id=number)
    echo(f"接口密钥 {token_id}（{token.name}）已吊销。")


def _state(token: Token, now: datetime) -> str:
    if token.revoked_at is not None:
        return "已吊销"
    return "已过期" if token.expires_at <= now else "有效"
