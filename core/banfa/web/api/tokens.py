"""Tokens (接口密钥): issued to persons and sources, listed and revoked by the bureau's administrator."""

from __future__ import annotations

from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING, Any

from marshmallow import Schema

from banfa.ledger.kinds.enterprises import Enterprise
from banfa.ledger.kinds.providers import Provider
from banfa.ledger.recording.listing import get_entry
from banfa.trust.permissions import ACTIONS, ROLES
from banfa.trust.persons import name_persons
from banfa.trust.tokens import issue_token, list_tokens, revoke_token
from banfa.web.api.pages import answer_page, page_of
from banfa.web.fields import DateTime, Enum, Id, List, Str
from banfa.web.operation import Blueprint, operation
from banfa.web.requests import Arguments, Call, Form, PageQuery
from banfa.web.responses import Answer

if TYPE_CHECKING:
    from banfa.trust.token_row import Token
    from banfa.trust.unit import Unit

blp = Blueprint("tokens", __name__, description="接口密钥")


class TokenIn(Form):
    """A token to issue."""

    name = Str("作何用途", required=True, max_length=100)
    person_id = Id("发给哪一人员")
    source = Str("发给哪一来源系统；与 person_id 只填一项", max_length=40)
    role = Enum("角色", choices=ROLES, required=True)
    expires_at = DateTime("到期时间", required=True)
    provider_id = Id("服务商编号，仅服务商角色")
    enterprise_id = Id("企业编号，仅企业角色")
    scopes = List(
        Enum(choices=ACTIONS),
        "收窄到这些权限；省略时为角色的全部权限，letter.identity 除外，须在此列出",
        max_items=len(ACTIONS),
    )


class TokenOut(Schema):
    """What can be said of a token."""

    id = Id("编号", of="token", required=True)
    name = Str("作何用途", required=True)
    person_id = Id("所属人员；发给来源系统的为该系统", required=True)
    person = Str("所属人员姓名", required=True, personal=True)
    issuer_id = Id("签发所用的接口密钥，吊销它时一并吊销；由系统运维签发的为空", of="token")
    source = Str("所属来源系统")
    role = Enum("角色", choices=ROLES, required=True)
    scopes = List(Str(), "收窄到的权限")
    provider_id = Id("服务商编号")
    enterprise_id = Id("企业编号")
    issued_at = DateTime("发放时间", required=True)
    expires_at = DateTime("到期时间", required=True)
    revoked_at = DateTime("吊销时间")


class TokenIssued(Schema):
    """A token at the only moment its secret is known."""

    id = Id("编号", of="token", required=True)
    secret = Str("接口密钥本身，只在此时给出；重发请求得到的回答中为空", required=True, allow_none=True)
    expires_at = DateTime("到期时间", required=True)


@blp.route("/tokens", endpoint="list_tokens")
@blp.arguments(PageQuery, location="query")
@blp.response(200, page_of(TokenOut))
@operation("token.manage", summary="接口密钥列表")
def list_all_tokens(call: Call, query: Arguments) -> Answer:
    """Every token, revoked and expired ones too."""
    return answer_page(call, query, list_tokens(call.unit), partial(_render_tokens, call.unit))


@blp.route("/tokens", methods=["POST"], endpoint="issue_token")
@blp.arguments(
    TokenIn,
    example={
        "name": "公共服务平台接口",
        "role": "platform",
        "source": "service-platform",
        "expires_at": "2027-03-31T16:00:00Z",
        "scopes": ["ledger.read", "ledger.write"],
    },
)
@blp.response(201, TokenIssued)
@operation("token.manage", summary="发放接口密钥")
def issue(call: Call, body: Arguments) -> Answer:
    """Issue a token. A provider or an enterprise that it is for has to exist."""
    for party in (Provider, Enterprise):
        subject = body.get(f"{party.declaration.name}_id")
        if subject is not None:
            get_entry(call.unit, party, subject)
    return Answer(asdict(issue_token(call.unit, **body)), secrets=("secret",))


@blp.route("/tokens/<id(token):token_id>/revocation", methods=["POST"], endpoint="revoke_token")
@blp.response(200, TokenOut)
@operation("token.manage", summary="吊销接口密钥")
def revoke(call: Call, token_id: int) -> Answer:
    """Revoke a token, from the next request on."""
    return Answer(_render_tokens(call.unit, [revoke_token(call.unit, token_id=token_id)])[0])


def _render_tokens(unit: Unit, tokens: list[Token]) -> list[dict[str, Any]]:
    names = name_persons(unit, (token.person_id for token in tokens))
    return [{**vars(token), "person": names[token.person_id]} for token in tokens]
