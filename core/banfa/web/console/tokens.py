"""接口密钥: what programs log in by: issued, narrowed to what is needed, revoked."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

from flask import url_for

from banfa.trust.permissions import ACTIONS, ROLES
from banfa.trust.persons import name_persons
from banfa.trust.sources import list_sources
from banfa.trust.tokens import find_token, list_tokens, revoke_token
from banfa.web.console.frame.columns import Column
from banfa.web.console.frame.declared import Nav
from banfa.web.console.frame.lists import Rows, Selection, list_page
from banfa.web.console.frame.pages import act, page
from banfa.web.console.tokens_words import describe_scopes, describe_state
from banfa.web.requests import PageQuery

if TYPE_CHECKING:
    from banfa.trust.token_row import Token
    from banfa.web.console.frame.calls import PageCall, Result

COLUMNS: Final = (
    Column(zh="用途", value=itemgetter("name"), link=itemgetter("address")),
    Column(zh="发给", value=itemgetter("holder")),
    Column(zh="角色", value=itemgetter("role")),
    Column(zh="权限", value=itemgetter("scopes"), wide=True),
    Column(zh="发放时间", value=itemgetter("issued_at"), wide=True),
    Column(zh="到期时间", value=itemgetter("expires_at")),
    Column(zh="状态", value=itemgetter("state"), look="tag"),
)
"""What the list shows."""


@list_page(
    "/tokens",
    "token.manage",
    "接口密钥",
    columns=COLUMNS,
    query=PageQuery,
    counted_in="个",
    when_empty="还没有发过接口密钥。人员用账号登录，只有程序才用密钥。",
    template="tokens.html",
    nav=Nav(section="管理", icon="key", order=20),
)
def tokens(call: PageCall, _selection: Selection) -> Rows:
    """Every token, the latest first; a bureau has few, so the list is one page."""
    listed = list_tokens(call.unit)[::-1]
    call.shows("token", (token.id for token in listed))
    holders = _name_holders(call, listed)
    rows = [
        {
            **{name: getattr(token, name) for name in ("name", "issued_at", "expires_at")},
            "address": url_for("console.token", token_id=call.outward("token", token.id)),
            "holder": holders[token.id],
            "role": ROLES[token.role],
            "scopes": describe_scopes(token),
            "state": describe_state(token, call.unit.now),
        }
        for token in listed
    ]
    return Rows(rows=rows, total=len(rows))


def _name_holders(call: PageCall, listed: list[Token]) -> dict[int, str]:
    persons = name_persons(call.unit, (token.person_id for token in listed))
    names = {source.key: source.name for source in list_sources(call.unit)}
    return {t.id: names[t.source] if t.source else str(persons[t.person_id]) for t in listed}


@page("/tokens/<id(token):token_id>", "token.manage", "接口密钥")
def token(call: PageCall, token_id: int) -> Result:
    """One token: whose, what it may, until when."""
    row = find_token(call.unit, token_id)
    call.shows("token", [token_id])
    values: dict[str, Any] = {"token": row, "holder": _name_holders(call, [row])[token_id]}
    return call.render("token.html", **values, ACTIONS=ACTIONS, state=describe_state(row, call.unit.now))


@act("/tokens/<id(token):token_id>/revocation", "token.manage", "吊销", back="token")
def revoke(call: PageCall, token_id: int) -> Result:
    """Revoke a token, from the next request on, and what was issued by it."""
    gone = revoke_token(call.unit, token_id=token_id)
    return call.done("token", f"“{gone.name}”已吊销", token_id=call.outward("token", token_id))
