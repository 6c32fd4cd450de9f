"""What the tests of the API speak through: a client that holds one token of one bureau."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from sqlalchemy import text
from stdnum.cn.uscc import calc_check_digit
from werkzeug.exceptions import HTTPException

from banfa.jobs.run import carry_out
from banfa.trust.ids import Ids, kind_of_field
from banfa.trust.permissions import BY_NAME, actions_of
from banfa.trust.persons import add_person
from banfa.trust.tenants import operator
from banfa.trust.tokens import issue_token
from banfa.trust.unit import unit_of_work
from tests.trust.bureaus import new_tenant
from tests.web.document import check_answer

DUE = text("SELECT tenant_id, work_id FROM banfa_door_work(50, 5000, '{}', interval '1 minute')")


@dataclass
class Clock:
    """The present moment, which tests move."""

    now: datetime

    def __call__(self):
        return self.now

    def forward(self, **elapsed):
        self.now += timedelta(**elapsed)


@dataclass(frozen=True)
class Client:
    """One token. Paths are below the bureau's address unless they begin with /api."""

    http: Any
    tenant: str
    secret: str
    headers: dict[str, str] = field(default_factory=dict)

    def address(self, path):
        return path if path.startswith("/api") else f"/api/v1/{self.tenant}{path}"

    def send(self, method, path, **options):
        headers = {"Authorization": f"Bearer {self.secret}", **self.headers, **options.pop("headers", {})}
        answer = self.http.open(self.address(path), method=method, headers=headers, buffered=True, **options)
        check(self.http.application, method, answer)
        return answer

    def get(self, path, **query):
        return self.send("GET", path, query_string=query)

    def post(self, path, body=None, *, key=None, version=None, **options):
        headers = {"Idempotency-Key": key} if key else {}
        headers |= {"If-Match": f'"{version}"'} if version is not None else {}
        return self.send("POST", path, json=body, headers=headers, **options)

    def pages(self, path, **query):
        """The items of a list, page by page along its links."""
        link: str | None = f"{path}?{urlencode(query)}"
        while link is not None:
            page = self.send("GET", link)
            yield page.json["items"]
            assert ("Link" in page.headers) == (page.json["next"] is not None)
            link = page.headers["Link"].split(">")[0].removeprefix("<") if "Link" in page.headers else None

    def at(self, tenant):
        """The same token at another bureau's address."""
        return Client(self.http, tenant, self.secret)


def check(app, method, answer):
    """Hold an answer against what the document says of it; compressed ones are not looked into."""
    if "Content-Encoding" in answer.headers:
        return
    try:
        endpoint, _ = app.url_map.bind("localhost").match(answer.request.path, method)
    except HTTPException:
        return
    check_answer(endpoint, answer)


class Bureau:
    """A bureau that no other test knows, with a client for every role.

    `answers` keeps what its fixture was answered, by operationId, where that can be asked but once.
    """

    def __init__(self, app, engine, owner_engine, clock, city="xiamen"):
        self.app, self.engine, self.clock = app, engine, clock
        self.tenant = new_tenant(owner_engine, city=city, name="工业和信息化局", now=clock())
        self._clients = {}
        self.answers = {}

    def number(self, kind, outward):
        """The database's number of a thing, which only the tests may know."""
        return Ids(self.tenant.id_key).decode(kind, outward)

    def outward(self, kind, number):
        """The outward id of a number, which need not exist."""
        return Ids(self.tenant.id_key).encode_one(kind, number)

    def unit(self):
        """A unit of the operator's."""
        return unit_of_work(self.engine, operator(self.tenant), now=self.clock())

    def hand_out(self, job):
        """Hand out a piece of work that was asked for, as the dispatcher would; gives its number."""
        work_id = self.number("work", job)
        with self.engine.begin() as connection:
            due = connection.execute(DUE)
            assert (self.tenant.id, work_id) in [tuple(row) for row in due]
        return work_id

    def work(self, job):
        """Carry out a piece of work that was asked for, as dispatcher and worker would."""
        work_id = self.hand_out(job)
        outcome = carry_out(self.engine, tenant_id=self.tenant.id, work_id=work_id)
        assert outcome == "done", (outcome, job)

    def client(self, role, **subject):
        """The client of a role; of one provider or enterprise where the role asks for it."""
        known = (role, *map(str, subject.values()))
        if known not in self._clients:
            self._clients[known] = self.new_client(role, **subject)
        return self._clients[known]

    def new_client(self, role, **choices):
        """A client with a token of its own, by default of a person of its own or of the platform."""
        choices = {"name": f"{role}的人", "expires_at": self.clock() + timedelta(days=999), **choices}
        if role == "officer":
            choices.setdefault("scopes", EVERYTHING)
        with self.unit() as unit:
            if role == "platform":
                choices.setdefault("source", "platform")
            elif "person_id" not in choices:
                districts = choices.pop("districts", ["思明区"] if role == "district" else None)
                person = add_person(unit, name=choices["name"], roles=[role], districts=districts)
                choices["person_id"] = person.id
            for name in {"person_id", "provider_id", "enterprise_id"} & choices.keys():
                if isinstance(choices[name], str):
                    choices[name] = self.number(kind_of_field(name), choices[name])
            issued = issue_token(unit, role=role, **choices)
        return Client(self.app.test_client(), self.tenant.slug, issued.secret)


EVERYTHING = sorted(actions_of("officer", None) | BY_NAME)
"""All that an officer may be given, what has to be named included."""


def credit_code():
    """A 统一社会信用代码 that no other test has."""
    body = "91350200" + uuid4().hex[:9].upper().translate(str.maketrans("IOZSV", "12345"))
    return body + calc_check_digit(body)
