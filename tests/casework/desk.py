"""A bureau's desk without a server between: every act in a unit of its own, as a request opens it.

What is said to take an act is what is usual (`tests.casework.saying`), where the test does not say otherwise.
"""

from __future__ import annotations

import io
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime, time
from itertools import count
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from banfa.ledger.entries.fields import ReadingContext
from banfa.ledger.kinds.decisions import Decision
from banfa.ledger.recording.record import record_entry
from banfa.procedures.cases.registering import TakeUpHit, take_up_hit
from banfa.procedures.files.rows import FileSubject
from banfa.procedures.files.store import DiskStore
from banfa.procedures.files.storing import FileRoom, store_file
from banfa.procedures.instruments.issue import issue_instrument
from banfa.trust import unit_of_work
from banfa.trust.chain import verify_chain
from banfa.trust.permissions import allow
from banfa.trust.persons import add_person
from banfa.trust.tenants import act_as, operator
from banfa.web.casework.attachments import attach, find_provider
from banfa.web.casework.resources import RESOURCES
from tests.casework.saying import ACTS, MAKES, say
from tests.ledger.town import code

if TYPE_CHECKING:
    from banfa.trust.rights import Act

SHANGHAI = ZoneInfo("Asia/Shanghai")
PEOPLE = {"林晓": "officer", "郑文": "officer", "周明": "reviewer", "高远": "auditor"}
"""Who works here: two who handle, one who only checks, one who only reads."""
OFFICER, SECOND, CHECKER, READER = PEOPLE
MACHINES = {name: resource.machine for name, resource in RESOURCES.items() if resource.machine is not None}
START = date(2026, 3, 2)


class Undo(Exception):
    """Ends a unit of which nothing is to stay."""


class Desk:
    """One bureau of a city whose latest edition is in force."""

    numbers = count(1)

    def __init__(self, engine, tenant, profile, folder, day=START):
        self.engine, self.tenant, self.profile, self.day = engine, tenant, profile, day
        self.room = FileRoom(store=DiskStore(folder), max_bytes=1 << 20)
        with self.unit_of(operator(tenant)) as unit:
            self.people = {
                name: act_as(tenant, add_person(unit, name=name, roles=[role]).identity, role)
                for name, role in PEOPLE.items()
            }
            issue_instrument(
                unit,
                profile,
                kind="promulgation",
                edition=profile.latest.key,
                document_no="局〔2025〕1号",
                issuer=profile.city.bureau,
                issued_on=date(2025, 1, 1),
                document_class="normative",
                published_on=date(2025, 1, 1),
                published_in="局网站",
                body={"commencement": "2025-01-01"},
            )

    @property
    def now(self):
        return datetime.combine(self.day, time(10), SHANGHAI).astimezone(UTC)

    def unit_of(self, actor, **choices):
        return unit_of_work(self.engine, actor, now=self.now, **choices)

    def unit(self, by=OFFICER, **choices):
        return self.unit_of(self.people[by], **choices)

    @contextmanager
    def undone(self, by=OFFICER):
        """A unit of which nothing stays."""
        with suppress(Undo), self.unit(by) as unit:
            yield unit
            raise Undo

    # acts

    def perform(self, unit, name, row_id=None, body=None, version=None):
        """Take an act as a request does: who may, what is said, then the procedure."""
        resource, act = ACTS[name] if row_id is not None else MAKES[name]
        allow(unit.actor, act.action)
        data = act.inputs.read(body or {}, ReadingContext(self.profile, unit.today))
        if row_id is None:
            return act.perform(unit, self.profile, data)
        if version is None and resource.machine is not None:
            version = resource.find(unit, row_id).version
        return act.perform(unit, self.profile, row_id, data, version)

    def act(self, name, row_id=None, /, *, by=OFFICER, **body):
        """Take an act, saying what is usual but for `body`."""
        with self.unit(by) as unit:
            return self.perform(unit, name, row_id, say(unit, name, row_id) | body)

    def check(self, name, row_id, **body):
        """Take an act as the second officer."""
        return self.act(name, row_id, by=SECOND, **body)

    def find(self, name, row_id):
        with self.unit() as unit:
            return RESOURCES[name].find(unit, row_id)

    def list(self, name, **equal):
        with self.unit() as unit:
            return RESOURCES[name].fetch(unit, after=0, limit=200, **equal)

    def keep(self, kind, provider=None, by=OFFICER):
        """Store a scan; one of the bureau's own goes with any provider."""
        content = io.BytesIO(f"{kind} {next(self.numbers)}".encode())
        subject = FileSubject(provider)
        with self.unit(by) as unit:
            file = store_file(unit, content, room=self.room, name=f"{kind}.txt", kind=kind, subject=subject)
        return file.id

    def scan(self, name, row_id, kind, by=OFFICER):
        """Hang a paper of a kind on a thing."""
        resource = RESOURCES[name]
        with self.unit(by) as unit:
            provider = find_provider(unit, resource.find(unit, row_id))
        file = self.keep(kind, provider, by)
        with self.unit(by) as unit:
            attach(unit, self.profile, resource, row_id, {"file_id": file})

    # the ledger

    def record(self, kind, /, **data):
        with self.unit() as unit:
            act: Act = "decide" if kind == "decision" else "report"
            return record_entry(unit, kind, data, source="test", profile=self.profile, act=act).id

    def list_decisions(self, provider):
        """The decisions about a provider that stand, oldest first."""
        mine = Decision.standing.where(Decision.c.provider_id == provider).order_by(Decision.c.entry_id)
        with self.unit() as unit:
            return unit.all(Decision, mine)

    def new_provider(self):
        number = next(self.numbers)
        return self.record("provider", uscc=code(number), name=f"第{number}科技有限公司")

    def new_contract(self, provider, signed_on=None, enterprise=None):
        if enterprise is None:
            enterprise = self.new_enterprise()
        signed_on = signed_on or self.day
        return self.record(
            "contract", provider_id=provider, enterprise_id=enterprise, signed_on=signed_on, amount=60_000_000
        )

    def new_enterprise(self):
        number, industries = next(self.numbers), self.profile.industries
        industry = industries[0].key if industries else "试点行业"
        return self.record("enterprise", name=f"第{number}制造厂", industry=industry, size="small")

    def verify(self):
        """Hold the bureau's rows against its chain."""
        with self.unit(read_only=True, isolation="REPEATABLE READ") as unit:
            assert verify_chain(unit).broken is None

    def take_up(self, hit):
        """Take a hit of the watch up as a lead; gives its number."""
        with self.unit() as unit:
            return take_up_hit(unit, self.profile, hit, TakeUpHit(summary=None, new_facts=None)).id

    # what comes in a row

    def open_case(self, provider, clause):
        """A case on a lead that was verified and confirmed."""
        lead = self.act("register_lead", provider_id=provider, clause=clause).id
        self.act("verify_lead", lead)
        self.check("confirm_lead", lead)
        return self.act("open_case", lead).case_id

    def plan(self, case, kind, **more):
        terms = {} if kind == "order" else {"term": None, "term_unit": None}
        return self.act("plan_remedy", case, **{"kind": kind, **terms, **more}).id

    def draft(self, remedy, kind="act"):
        case = self.find("remedy", remedy).case_id
        return self.act("draft_paper", case, remedy_id=remedy, kind=kind).id

    def sign_all(self, paper, *, but_last=False):
        """Submit a paper and have it signed by its posts; gives what waits, where the last is left."""
        chain = self.act("submit_paper", paper).chain
        self.scan("case_document", paper, "approval_sheet")
        for place in range(1, len(chain) + 1):
            entered = self.act("enter_approval", paper).id
            if but_last and place == len(chain):
                return entered
            self.check("check_approval", entered)
        return None

    def issue(self, paper):
        self.sign_all(paper)
        self.scan("case_document", paper, "stamped_original")
        self.act("issue_paper", paper)

    def enter_service(self, paper):
        service = self.act("enter_service", paper).id
        self.scan("document_service", service, "service_receipt")
        return service

    def serve(self, paper):
        self.check("check_service", self.enter_service(paper))

    def decide(self, remedy, kind="act"):
        paper = self.draft(remedy, kind)
        self.issue(paper)
        self.serve(paper)

    def waive(self, remedy):
        """Do without the party, by a document that another than who planned it has recorded."""
        self.scan("remedy", remedy, "minutes")
        self.check("waive_hearing", remedy)

    def hear(self, remedy):
        """Tell a party and hear it."""
        self.decide(remedy, "advance")
        self.act("hear_party", remedy)
