"""Single sign-on in a real browser, at a real provider: entered by the administrator, used by the officer."""

from __future__ import annotations

import pytest

from tests.browse.conftest import WIDTHS, log_in, look
from tests.console.real_provider import PASSWORD, PEOPLE, run_provider
from tests.console.sso import set_sign_on, unset_sign_on

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def provider(town, site):
    with run_provider(f"{site}/sso/{town.tenant.slug}/callback", f"{site}/login") as issuer:
        set_sign_on(town, issuer, address=site, label="统一身份认证")
        yield issuer
        unset_sign_on(town)


def enter_identity(window, person, subject):
    """As the administrator: from the list of persons to the form, and saved."""
    window.goto("/persons")
    window.get_by_role("link", name=person, exact=True).click()
    window.get_by_role("link", name="统一身份").click()
    window.get_by_label("统一身份标识").fill(subject)
    look(window, "identity")
    window.get_by_role("button", name="保存").click()
    window.wait_for_url("**/persons/ps_*")
    look(window, "person-sso")


def come_back_in_another_window(town, window):
    """Type into a form until the session has ended; log in beside it, and go on."""
    window.goto("/providers/new")
    window.get_by_label("名称").first.fill("尚未登记的公司")
    town.clock.forward(hours=2)
    window.get_by_role("button", name="登记").click()
    look(window, "login-draft-sso")
    with window.context.expect_page() as opened:
        window.get_by_role("link", name="用统一身份认证登录（另开窗口）").click()
    opened.value.get_by_role("button", name="Authorize").click()
    opened.value.wait_for_url("**/login/elsewhere")
    look(opened.value, "login-elsewhere")
    opened.value.close()
    window.get_by_role("button", name="已在另一窗口登录，接着填写").click()
    window.get_by_role("button", name="接着填写").click()
    assert window.get_by_label("名称").first.input_value() == "尚未登记的公司"


@pytest.mark.parametrize("width", WIDTHS)
def test_an_officer_logs_in_at_the_provider_and_out_of_it(*, town, open_window, logins, provider, width):
    admin, number = open_window(width), list(WIDTHS).index(width)
    log_in(admin, logins["admin"])
    enter_identity(admin, ("officer", "reviewer")[number], str(number + 1))
    window = open_window(width)
    window.context.route("**/*bootstrapcdn*/**", lambda route: route.fulfill(body=""))
    window.goto("/login?next=/providers")
    look(window, "login-sso")
    window.get_by_role("link", name="用统一身份认证登录").click()
    window.get_by_label("Username").fill(PEOPLE[number])
    window.get_by_label("Password").fill(PASSWORD)
    window.get_by_role("button").click()
    window.get_by_role("button", name="Authorize").click()
    window.wait_for_url("**/providers")
    window.goto("/me")
    look(window, "me-sso")
    if number == 0:  # the reviewer enters nobody
        come_back_in_another_window(town, window)
    window.get_by_role("button", name="退出").click()
    window.get_by_role("link", name="同时退出统一身份认证").click()
    window.wait_for_url(f"{provider}**")


def test_an_officer_whom_nobody_entered_is_told_whom_to_ask(open_window, provider):
    window = open_window()
    window.context.route("**/*bootstrapcdn*/**", lambda route: route.fulfill(body=""))
    window.goto("/login")
    window.get_by_role("link", name="用统一身份认证登录").click()
    window.get_by_label("Username").fill(PEOPLE[2])
    window.get_by_label("Password").fill(PASSWORD)
    window.get_by_role("button").click()
    window.get_by_role("button", name="Authorize").click()
    assert "没有登记在本系统" in window.get_by_role("alert").inner_text()
    look(window, "login-sso-unknown")
