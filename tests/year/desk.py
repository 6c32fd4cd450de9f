"""A bureau's desk at its pages, in words that a browser and plain HTTP play alike: fill, press, scan, read.

Whoever acts is a person by name at a window of his own. What is turned away fails with the page's own words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

from tests.console.people import PASSWORD

SHANGHAI = ZoneInfo("Asia/Shanghai")
ADMIN, FIRST, SECOND, REVIEWER, OTHER = "何立", "林晓", "郑文", "周明", "高航"
ROLES = {ADMIN: "管理员", FIRST: "经办", SECOND: "经办", REVIEWER: "审核", OTHER: "审核"}
"""Who works here, and as what: two handle and check each other, one reviews, another decides objections."""
TWO = f"{FIRST}\n{SECOND}"


@dataclass
class Desk:
    """`new_window` opens a window at which nobody has logged in; `look` keeps a picture in a browser."""

    office: Any
    profile: Any
    new_window: Any
    look: Any = lambda _window, _name: None
    windows: dict[str, Any] = field(default_factory=dict)
    seen: dict[str, datetime] = field(default_factory=dict)
    counted: int = 0
    scanned: dict[str, str] = field(default_factory=dict)
    """The kind of each scan that was sent, by its digest (SHA-256)."""

    # time

    @property
    def today(self):
        return self.office.clock.now.astimezone(SHANGHAI).date()

    def go_to(self, day):
        """Let it be ten in the morning of a day, as 2026-04-08; sessions have ended by then."""
        there = datetime.combine(date.fromisoformat(day), time(10), SHANGHAI).astimezone(UTC)
        assert there >= self.office.clock.now, (there, self.office.clock.now)
        self.office.clock.now = there

    def count(self):
        """A number that was not given before."""
        self.counted += 1
        return self.counted

    # persons

    def first_log_in(self, name, login, password):
        """Log in with a one-time password, and set one of one's own."""
        window = self.windows[name] = self.new_window()
        window.go("/login")
        window.send({"login": login, "password": password}, "登录")
        window.send({"password": PASSWORD, "again": PASSWORD}, "改密码")
        assert window.address == "/", window.words
        self.seen[name] = self.office.clock.now

    def at(self, name):
        """The window of a person, who logs in anew where the day is another."""
        if self.seen[name] != self.office.clock.now:
            window = self.windows[name]
            window.go("/login")
            window.send({"login": self.office.login(name), "password": PASSWORD}, "登录")
            assert not window.address.startswith("/login"), window.words
            self.seen[name] = self.office.clock.now
        return self.windows[name]

    # words

    def read(self, page, by=FIRST):
        """Open a page; gives its words."""
        window = self.at(by)
        status = window.go(page)
        assert status == 200, (page, status, window.words)
        return window.words

    def picture(self, page, name, by=FIRST):
        """Open a page and keep a picture of it, where there is a browser."""
        self.read(page, by)
        self.look(self.at(by), name)

    def hold(self, page, *words, by=FIRST):
        """Hold a page to these words."""
        told = self.read(page, by)
        for each in words:
            assert each in told, f"{each} is not at {page}:\n{told}"

    def fill(self, page, /, *, by=FIRST, button=None, **typed):
        """Fill in the form at a page and send it; gives the address to which it leads."""
        self.read(page, by)
        return self._send(page, by, typed, button)

    def press(self, page, verb, *, by=FIRST):
        """Press the button that stands on a page; gives the address to which it leads."""
        self.read(page, by)
        return self._send(page, by, {}, verb)

    def refuse(self, page, told, /, *, by=FIRST, button=None, **typed):
        """Fill in a form that is turned away with these words."""
        self.read(page, by)
        status = self.at(by).send(typed, button)
        assert status >= 400, (page, typed, self.at(by).words)
        assert told in self.at(by).words, self.at(by).words

    def offers(self, page, verb, by=FIRST):
        """Whether a person is offered a button."""
        self.read(page, by)
        return self.at(by).offers(verb)

    def scan(self, page, kind, *, by=FIRST, **said):
        """Send what was scanned, and have it hung on a thing."""
        content = f"{page} {kind} {self.office.clock.now}".encode()
        self.scanned[sha256(content).hexdigest()] = kind
        return self.fill(f"{page}/files", by=by, file=[(f"{kind}.txt", content)], kind=kind, **said)

    def export(self, page, by=FIRST):
        """Take the workbook away whose link stands on a page."""
        self.read(page, by)
        found = [href for _, href in self.at(by).links if re.search(r"\.xlsx(\?|$)", href)]
        assert found, (page, self.at(by).words)
        return self.at(by).fetch(found[0])

    def list_options(self, page, name, by=FIRST):
        """What a form offers to choose from in a field."""
        self.read(page, by)
        return [value for value in self.at(by).list_options(name) if value]

    def fetch(self, address, by=FIRST):
        """What is to be saved at an address."""
        return self.at(by).fetch(address)

    def find(self, page, pattern, by=FIRST):
        """The addresses of a page's links that match."""
        self.read(page, by)
        return list(dict.fromkeys(href for _, href in self.at(by).links if re.fullmatch(pattern, href)))

    def follow(self, page, words, by=FIRST):
        """The address of the link of these words."""
        self.read(page, by)
        found = [href for said, href in self.at(by).links if words in said]
        assert found, (page, words, self.at(by).links)
        return found[0]

    def work(self, page, by=FIRST):
        """Have the job done that a page waits for."""
        self.read(page, by)
        job = self.at(by).job
        assert job is not None, self.at(by).words
        self.office.work(job)
        return self.read(page, by)

    def _send(self, page, by, typed, button):
        window = self.at(by)
        status = window.send(typed, button)
        assert status < 400, f"{page} {typed} {button}: {status}\n{window.words}"
        return window.address
