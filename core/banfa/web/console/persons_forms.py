"""The forms of a person and of an account, and what is on record of a person, in words."""

from __future__ import annotations

from typing import Any, Final

from banfa.ledger.kinds.registry import KINDS
from banfa.trust.accounts import MAX_LOGIN
from banfa.trust.districts import MAX_DISTRICTS, MAX_NAME
from banfa.trust.permissions import ROLES
from banfa.trust.rights import DECIDED
from banfa.web.console.frame.formats import format_cell
from banfa.web.console.frame.forms import ChoicesField, DayField, PageForm, TextField, at_most, require


class PersonForm(PageForm):
    """A person."""

    name = TextField("姓名", validators=[require("请填写姓名"), at_most(100)])
    post = TextField("职务", validators=[at_most(100)])
    roles = ChoicesField(
        "角色", ROLES.items(), hint="可以担任的，可选几项", validators=[require("请至少选一项")]
    )
    mandate_kinds = ChoicesField(
        "可登记的种类",
        [(kind.name, kind.zh) for kind in KINDS.values() if kind.rights is not DECIDED],
        hint="不选则不限",
    )
    districts = TextField(
        "所属县（市、区）",
        hint="仅县（市、区）工信部门的人员填写，写法与企业名册一致；几个的以顿号分开",
        validators=[at_most(MAX_DISTRICTS * MAX_NAME)],
        filters=[lambda value: "、".join(value) if isinstance(value, list) else value],
    )
    mandate_until = DayField("授权至", hint="最后一日，如 2026-12-31；不填则不限")


class NewPersonForm(PersonForm):
    """A person, with an account at once where a login is given."""

    login = TextField(
        "账号",
        hint="手机号或工号；填了即发一次性密码，只显示一次，首次登录时改；不填可以后再发",
        validators=[at_most(MAX_LOGIN)],
    )


CHANGED: Final = {
    "name": "姓名",
    "post": "职务",
    "roles": "角色",
    "mandate_kinds": "可登记的种类",
    "mandate_until": "授权至",
    "districts": "所属县（市、区）",
    "active": "在用",
}
"""What can be changed of a person."""


class AccountForm(PageForm):
    """An account to be given."""

    login = TextField("账号", hint="手机号或工号", validators=[require("请填写账号"), at_most(MAX_LOGIN)])


def word_record(value: Any) -> str:
    """What is on record of a person, in words."""
    if isinstance(value, list):
        return "、".join(ROLES.get(each) or (KINDS[each].zh if each in KINDS else each) for each in value)
    return format_cell(value)
