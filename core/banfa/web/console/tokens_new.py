"""发放接口密钥: to whom, for what, how far, until when; the secret is shown once."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Final

from banfa.errors import Malformed
from banfa.ledger.kinds.enterprises import Enterprise
from banfa.ledger.kinds.providers import Provider
from banfa.ledger.recording.listing import list_entries
from banfa.trust.permissions import ACTIONS, ROLES
from banfa.trust.persons import list_persons
from banfa.trust.source_row import REGISTERED
from banfa.trust.sources import list_sources
from banfa.trust.tokens import issue_token
from banfa.trust.unit import SHANGHAI
from banfa.web.console.frame.forms import (
    ChoicesField,
    DayField,
    LongChoiceField,
    PageForm,
    TextField,
    at_most,
    require,
)
from banfa.web.console.frame.pages import page

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from banfa.web.console.frame.calls import PageCall, Result

PARTIES: Final[Mapping[str, type[Provider | Enterprise]]] = {"provider": Provider, "enterprise": Enterprise}
"""Roles that are of one provider or enterprise."""


class TokenForm(PageForm):
    """A token to issue."""

    name = TextField("作何用途", validators=[require("请填写用途"), at_most(100)])
    person_id = LongChoiceField("发给", (), validate_choice=False, validators=[require("请选择发给谁")])
    role = LongChoiceField("角色", ROLES.items(), validators=[require("请选择角色")])
    party = TextField("统一社会信用代码", hint="只有服务商、企业角色填：密钥只能看它自己的内容")
    expires_at = DayField("最后一日", hint="如 2027-03-31", validators=[require("请填写最后一日")])
    scopes = ChoicesField(
        "收窄到", ACTIONS.items(), hint="不选则为角色的全部权限，查看和登记反映人除外；够用即可"
    )


@page("/tokens/new", "token.manage", "发放接口密钥", writes=True)
def new_token(call: PageCall) -> Result:
    """Issue a token."""
    form = call.form(TokenForm)
    form.person_id.choices = _list_holders(call)
    if call.takes(form):
        issued = issue_token(call.unit, **_read(call, form))
        outward = call.outward("token", issued.id)
        secret = f"：{issued.secret}，只显示这一次，请立即交给使用的人"
        return call.done("token", f"已发放“{form.name.data}”", secret=secret, token_id=outward)
    return call.render("token_form.html", form=form)


def _list_holders(call: PageCall) -> list[tuple[str, str]]:
    """Whom a token can be given to: systems first, they are what it is for."""
    systems = [(f"source/{s.key}", s.name) for s in list_sources(call.unit) if s.kind in REGISTERED]
    people = [
        (call.outward("person", p.id), p.name)
        for p in list_persons(call.unit)
        if p.active and p.built_in is None and p.kind == "natural"
    ]
    return [("", "请选择"), *systems, *people]


def _read(call: PageCall, form: TokenForm) -> dict[str, Any]:
    """What was typed as the procedure takes it. Raises Malformed."""
    holder, role = str(form.person_id.data), str(form.role.data)
    values: dict[str, Any] = {
        "name": str(form.name.data),
        "role": role,
        "expires_at": _end_day(form.expires_at.data),
        "scopes": form.scopes.data or None,
    }
    if holder.startswith("source/"):
        values["source"] = holder.removeprefix("source/")
    else:
        values["person_id"] = call.unit.ids.decode("person", holder) or 0
    if role in PARTIES:
        values[f"{role}_id"] = _find_party(call, role, str(form.party.data or ""))
    return values


def _end_day(day: date | None) -> datetime | None:
    """The end of a day; the form has asked for one."""
    return None if day is None else datetime.combine(day + timedelta(days=1), time(), SHANGHAI)


def _find_party(call: PageCall, role: str, code: str) -> int:
    """Find a provider or enterprise by its code. Raises Malformed."""
    row = PARTIES[role]
    parties = list_entries(call.unit, row, {"uscc": code}, profile=call.profile, limit=1).rows if code else ()
    if not parties:
        raise Malformed("token_subject", f"没有这个代码的{ROLES[role]}，请先登记。", field="party")
    return int(parties[0].entry_id)
