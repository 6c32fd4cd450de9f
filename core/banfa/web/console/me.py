"""本人: where one is logged in, and the password."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wtforms import PasswordField

from banfa.errors import Malformed
from banfa.trust.accounts import find_account
from banfa.trust.passwords import verify_password
from banfa.trust.permissions import LOGS_IN
from banfa.trust.sessions import end_sessions, find_session, list_sessions
from banfa.web.console.frame.forms import require
from banfa.web.console.frame.login import PasswordForm, change_own_password
from banfa.web.console.frame.pages import act, page

if TYPE_CHECKING:
    from banfa.web.console.frame.calls import PageCall, Result


class OwnPasswordForm(PasswordForm):
    """The present password, and a new one twice."""

    present = PasswordField("现在的密码", [require("请填写现在的密码")])


@page("/me", None, "本人", roles=LOGS_IN)
def me(call: PageCall) -> Result:
    """Show who one is, and where one is logged in."""
    sessions = list_sessions(call.unit, person_id=call.unit.actor.person.id)
    return call.render("me.html", sessions=sessions)


@page("/me/password", None, "改密码", writes=True, roles=LOGS_IN)
def own_password(call: PageCall) -> Result:
    """Change one's password; every session is over then, this one too."""
    form = call.form(OwnPasswordForm)
    if call.takes(form):
        account = find_account(call.unit.connection, call.login.login)
        if not verify_password(account.password, str(form.present.data)):
            raise Malformed("password_wrong", "现在的密码不对。", field="present")
        change_own_password(call.unit.connection, account, str(form.password.data), at=call.unit.now)
        call.unit.note("password.changed", f"person/{call.unit.actor.person.id}", {}, event=False)
        return call.done("me", "密码已更改，请用新密码重新登录")
    return call.render("own_password.html", form=form)


@act("/me/sessions/<id(session):session_id>/end", None, "结束登录", back="me", roles=LOGS_IN)
def end_own_session(call: PageCall, session_id: int) -> Result:
    """End a session of one's own, on a machine that was left."""
    session = find_session(call.unit, session_id)
    if session.person_id != call.unit.actor.person.id:
        raise Malformed("session_missing", "没有这次登录，请核对。")
    end_sessions(call.unit, session_id)
    return call.done("me", "这次登录已结束")
