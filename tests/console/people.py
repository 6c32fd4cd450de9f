"""What the tests of the pages speak through: a browser without scripts, in which a person has logged in."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from banfa.trust.accounts import give_one_time_password
from banfa.trust.persons import add_person
from tests.web.clients import Bureau

PASSWORD = "no secret: open the door 1"
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')


@dataclass
class Browser:
    """A client that keeps its cookie and sends forms with what is hidden in them."""

    http: Any
    hidden: dict[str, str] = field(default_factory=dict)

    def get(self, path, *, status=200):
        answer = self.http.get(path, buffered=True)
        assert answer.status_code == status, (path, answer.status_code, answer.text[-2000:])
        if answer.mimetype == "text/html":
            self.hidden = dict(HIDDEN.findall(answer.text))
        return answer

    def post(self, path, data=None, *, page=None, status=303, **hidden):
        """Send the form that stands at `page`, or at the address itself."""
        if page is not None:
            self.get(page)
        answer = self.http.post(path, data={**self.hidden, **hidden, **(data or {})})
        assert answer.status_code == status, (path, answer.status_code, answer.text[-2000:])
        return answer

    def send(self, path, data, **options):
        """Open a form, fill it in and send it."""
        return self.post(path, data, page=path, **options)

    def follow(self, answer):
        return self.get(answer.headers["Location"])

    def log_in(self, login, password, *, status=303):
        return self.send("/login", {"login": login, "password": password}, status=status)


class Office(Bureau):
    """A bureau whose persons log in; their logins are known to no other test."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.browsers: dict[str, Browser] = {}
        self.issuer = ""

    def add(self, name, *roles, login=None):
        """A person with a one-time password."""
        with self.unit() as unit:
            districts = ["思明区"] if "district" in roles else None
            person = add_person(unit, name=name, roles=roles, districts=districts)
            issued = give_one_time_password(unit, person_id=person.id, login=login or self.login(name))
        return person, issued

    def login(self, name):
        return f"{name}@{self.tenant.slug}".casefold()

    def browser(self):
        return Browser(self.app.test_client())

    def enter(self, name, *roles):
        """A browser in which a new person has logged in, with a password of his own."""
        _, issued = self.add(name, *roles)
        browser = self.browser()
        browser.log_in(issued.login, issued.password)
        browser.send("/password/first", {"password": PASSWORD, "again": PASSWORD})
        self.clock.forward(seconds=1)
        return browser

    def at(self, role):
        """The browser of a person of this role."""
        if role not in self.browsers:
            self.browsers[role] = self.enter(role, role)
        return self.browsers[role]
