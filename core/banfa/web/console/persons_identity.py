"""统一身份: as whom the bureau's provider knows a person, entered once by the administrator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banfa.errors import Conflict
from banfa.trust.identities import MAX_SUBJECT, describe_identity, set_identity
from banfa.trust.persons import find_person
from banfa.web.console.frame.forms import PageForm, TextField, at_most
from banfa.web.console.frame.pages import page
from banfa.web.console.frame.sign_ons import find_sign_on

if TYPE_CHECKING:
    from banfa.web.console.frame.calls import PageCall, Result


class IdentityForm(PageForm):
    """As whom the provider knows somebody."""

    subject = TextField(
        "统一身份标识",
        hint="由统一身份认证的管理员提供（sub），区分大小写；不是姓名，也不是邮箱；清空则取消",
        validators=[at_most(MAX_SUBJECT)],
    )


@page("/persons/<id(person):person_id>/identity", "person.manage", "统一身份", writes=True)
def identity(call: PageCall, person_id: int) -> Result:
    """Enter a person's identity, or take it away; his sessions end where there was another."""
    holder = find_person(call.unit, person_id)
    sign_on = find_sign_on(call.unit.actor.tenant)
    if sign_on is None:
        raise Conflict("sso_not_set", "本单位没有设置统一身份认证；要设置请联系运维人员。")
    form = call.form(IdentityForm, subject=holder.subject)
    call.shows("person", [person_id])
    if call.takes(form):
        subject = form.values["subject"]
        set_identity(call.unit, person_id=person_id, issuer=sign_on.issuer, subject=subject, seen=call.seen)
        done = "已登记" if subject else "已取消"
        return call.done(
            "person", f"{done}{holder.name}的统一身份", person_id=call.outward("person", person_id)
        )
    seen = call.track(describe_identity(holder), {"subject": "统一身份标识"}, form)
    return call.render("identity_form.html", form=form, person=holder, sign_on=sign_on, seen=seen)
