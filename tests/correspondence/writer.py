"""Who writes to a bureau by its form on the web, in a browser without scripts."""

from __future__ import annotations

import io
import re
from functools import cached_property
from ipaddress import IPv6Address
from uuid import uuid4

from tests.casework.office import Office
from tests.console.people import Browser
from tests.web.papers import make_pdf

CODE = re.compile(r"查询码</dt><dd>([0-9A-Z]+)<")
NUMBER = re.compile(r"受理编号</dt><dd>([\dA-Z-]+)<")


def fill_in(**changes):
    """What is typed into the form; None leaves a field empty."""
    typed = {
        "about": "某某科技有限公司",
        "provider_named": "91350200123456789012"[:18],
        "happened": "2026年2月",
        "content": "收款后三个月没有派人到场。\r\n第二段。",
        "name": "王小明",
        "contact": "13900001111",
        **changes,
    }
    return {name: value for name, value in typed.items() if value is not None}


def scan(name="合同.pdf", content=None):
    return (io.BytesIO(content or make_pdf()), name)


class WebOffice(Office):
    """A bureau that has opened its form."""

    @cached_property
    def place(self):
        """An address that no other test comes from: what is sent is counted by it."""
        return str(IPv6Address(uuid4().int))

    @property
    def form(self):
        return f"/letterbox/{self.bureau.tenant.slug}"

    def browser(self, place=None):
        http = self.bureau.app.test_client()
        http.environ_base["REMOTE_ADDR"] = place or self.place
        return Browser(http)

    def write(self, *, status=303, place=None, **changes):
        """Send a letter; gives the browser and the answer."""
        browser = self.browser(place)
        return browser, browser.send(self.form, fill_in(**changes), status=status)

    def send(self, **changes):
        """Send a letter; gives the number and the code of its receipt, and its row."""
        browser, answer = self.write(**changes)
        page = browser.follow(answer).text
        (number,), (code,) = NUMBER.findall(page), CODE.findall(page)
        row = next(row for row in self.list_sent() if row["number"] == number)
        return number, code, row

    def list_sent(self):
        return self.get("/web-letters", limit=200)["items"]

    def ask(self, number, code, *, status=200, place=None):
        typed = {"number": number, "code": code}
        return self.browser(place).send(f"{self.form}/standing", typed, status=status).text

    def enter(self, row, **said):
        """Register what was sent as a letter."""
        body = {"kind": "complaint", **said}
        body = {name: value for name, value in body.items() if value is not None}
        return self.post(f"/web-letters/{row['id']}/registration", body)
