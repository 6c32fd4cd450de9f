"""A year of a bureau of Xiamen: visits, answers, complaints and four rounds; and what providers read of it.

Every provider is a seed of its own: six enterprises, each visited once a quarter on a day that the provider
knows, each asked a few days later. A third of the answers is 不满意. Of these two in five
complain as well, of the others one in ten; a third of the complaints is upheld.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from importlib.resources import files
from random import Random
from typing import Any, NamedTuple

import yaml

from banfa.ledger.entries.fields import ReadingContext
from banfa.ledger.kinds.completeness import reports_of
from banfa.ledger.recording.correct import correct_entry
from banfa.ledger.recording.record import record_entries
from banfa.trust.permissions import PERMISSIONS
from tests.procedures.quarter import QUALIFICATIONS
from tests.web.clients import Bureau, credit_code
from tests.web.document import OPERATIONS

YEAR = 2025
ENTERPRISES, QUARTERS = 6, 4
TOPIC = "attitude"
QUIET = 3
"""Days of a quarter on which a provider reads though nothing came in."""
BATCH, PRYING = 20, 4
"""Providers of one bureau; those of them that read every result twice, which is slow, not the last alone."""
CUT_OFF, PUBLISHED, CLOSED, LATE = 5, 6, 22, 9
"""Days after a quarter's end."""


class Cell(NamedTuple):
    """One enterprise in one quarter."""

    enterprise: int
    quarter: int


@dataclass(frozen=True)
class Voice:
    """What an enterprise said: visited, answered and entered on these days."""

    visited: date
    answered: date
    entered: date
    unhappy: bool


class Reading(NamedTuple):
    """What one request of a provider was answered."""

    day: date
    path: str
    data: Any
    etag: str


@dataclass
class Seed:
    """One provider: what happened, what it knows of that, and all that it read."""

    number: int
    voices: dict[Cell, Voice] = field(default_factory=dict)
    complaints: dict[Cell, tuple[date, date]] = field(default_factory=dict)
    upheld: dict[Cell, bool] = field(default_factory=dict)
    quiet: set[date] = field(default_factory=set)
    readings: list[Reading] = field(default_factory=list)
    client: Any = None
    outward: str = ""
    id: int = 0
    enterprises: list[int] = field(default_factory=list)

    def __post_init__(self):
        random = Random(self.number)  # noqa: S311 - the same year from the same seed
        for quarter in range(QUARTERS):
            first, last = days_of(quarter)
            late = random.randrange(ENTERPRISES)
            for n in range(ENTERPRISES):
                visited = first + timedelta(random.randrange(8, 78))
                answered = visited + timedelta(random.randrange(1, 5))
                entered = last + timedelta(LATE) if n == late else answered
                voice = Voice(visited, answered, entered, random.random() < 1 / 3)
                self.voices[Cell(n, quarter)] = voice
                if random.random() < (0.4 if voice.unhappy else 0.1):
                    received = answered + timedelta(random.randrange(3))
                    decided = received + timedelta(random.randrange(20, 60))
                    self.complaints[Cell(n, quarter)] = received, decided
                    self.upheld[Cell(n, quarter)] = random.random() < 1 / 3
            entered_on = {voice.entered for voice in self.voices.values()}
            others = [first + timedelta(n) for n in range(8, 85)]
            self.quiet |= set(random.sample([day for day in others if day not in entered_on], QUIET))

    @property
    def visits(self):
        """What it knows: when it was where."""
        return {cell: voice.visited for cell, voice in self.voices.items()}


def days_of(quarter):
    """The first and the last day of a quarter."""
    first = date(YEAR, 3 * quarter + 1, 1)
    after = date(YEAR + quarter // 3, (3 * quarter + 3) % 12 + 1, 1)
    return first, after - timedelta(1)


class Year:
    """A bureau in which it all happens, day by day."""

    def __init__(self, bureau: Bureau, profile, seeds):
        self.bureau, self.profile = bureau, profile
        self.seeds = [Seed(number) for number in seeds]
        self.day = date(YEAR, 1, 2)
        self.rounds: list[str] = []
        self.opened: list[Reading] = []
        self.plan: dict[date, list[Any]] = defaultdict(list)
        self.due: dict[date, list[tuple[Seed, Cell]]] = defaultdict(list)
        self.numbers = iter(range(1_000_000))

    def run(self):
        self.prepare()
        for seed in self.seeds:
            self.schedule(seed)
        for day in self.due:
            self.plan[day].append(self.answer)
        for quarter in range(QUARTERS):
            _, last = days_of(quarter)
            self.plan[last + timedelta(CUT_OFF)].append(lambda quarter=quarter: self.compute(quarter))
            self.plan[last + timedelta(PUBLISHED)].append(self.publish)
            self.plan[last + timedelta(LATE)].append(self.read_as_officer)
            self.plan[last + timedelta(CLOSED)].append(self.close)
        for day in sorted(self.plan):
            self.go_to(day)
            for act in self.plan[day]:
                act()
        return self

    def go_to(self, day):
        self.day = day
        self.bureau.clock.now = datetime.fromisoformat(f"{day}T10:00:00+08:00")

    # what happens

    def enter(self, kind, rows, source="bureau"):
        named = [{"external_id": f"{kind}-{next(self.numbers)}", **row} for row in rows]
        with self.bureau.unit() as unit:
            reports = record_entries(unit, kind, named, source=source, profile=self.profile)
        assert {report.outcome for report in reports} == {"created"}, reports[0]
        return [report.id for report in reports]

    def prepare(self):
        self.go_to(self.day)
        text = (files("banfa_xiamen") / "demo_terms.yaml").read_text("utf-8")
        bodies = {
            "promulgation": {"commencement": f"{YEAR}-01-01"},
            "terms": {"settings": yaml.safe_load(text)["设定"]},
            "internal": {"objections": True, "review_steps": 1},
        }
        for kind, body in bodies.items():
            sent = {"kind": kind, "edition": self.profile.latest.key, "document_no": kind, "body": body}
            sent |= {
                "issuer": "厦门市工业和信息化局",
                "issued_on": "2024-12-20",
                "published_on": "2024-12-22",
            }
            sent |= {
                "published_in": "网站",
                "document_class": "internal" if kind == "internal" else "standard",
            }
            answer = self.bureau.client("officer").post("/instruments", sent)
            assert answer.status_code == 201, answer.json
        for seed in self.seeds:
            (seed.id,) = self.enter("provider", [{"uscc": credit_code(), "name": f"服务商{seed.number}"}])
            seed.outward = self.bureau.outward("provider", seed.id)
            seed.client = self.bureau.client("provider", provider_id=seed.outward)
            named = [
                {"name": f"企业{seed.number}之{n}", "industry": "pilot", "size": "small"}
                for n in range(ENTERPRISES)
            ]
            seed.enterprises = self.enter("enterprise", named)
        mine = [{"provider_id": seed.id} for seed in self.seeds]
        self.enter("membership", [{**me, "category": "integrator", "from_on": "2024-01-01"} for me in mine])
        rows: list[dict[str, Any]] = [
            {"provider_id": seed.id, "enterprise_id": enterprise, "signed_on": f"{YEAR}-01-02", "amount": 1}
            for seed in self.seeds
            for enterprise in seed.enterprises
        ]
        self.contracts = self.enter("contract", rows)

    def schedule(self, seed):
        for cell, voice in seed.voices.items():
            self.due[voice.entered].append((seed, cell))
        for cell, (received, decided) in seed.complaints.items():
            self.plan[received].append(lambda cell=cell, end=decided: self.complain(seed, cell, end))
        for day in seed.quiet:
            self.plan[day].append(lambda: self.poll(seed))

    def answer(self):
        """Enter what is answered today."""
        rows = []
        for seed, cell in self.due[self.day]:
            voice = seed.voices[cell]
            row: dict[str, Any] = {"provider_id": seed.id, "answered_on": str(voice.answered)}
            row["enterprise_id"] = seed.enterprises[cell.enterprise]
            rows.append({**row, "topic": "overall", "answer": "不满意" if voice.unhappy else "满意"})
            rows.append({**row, "topic": TOPIC, "score": 40 if voice.unhappy else 90})
        self.enter("survey", rows, "platform")
        for seed, _ in self.due[self.day]:
            self.poll(seed)

    def complain(self, seed, cell, decided):
        row = {"provider_id": seed.id, "enterprise_id": seed.enterprises[cell.enterprise]}
        (complaint,) = self.enter("complaint", [{**row, "received_on": str(self.day), "content": "某事"}])
        self.poll(seed)

        def decide():
            change = {"outcome": "dismissed", "decided_on": str(self.day)}
            if seed.upheld[cell]:
                change |= {"outcome": "upheld", "conduct": "other"}
            with self.bureau.unit() as unit:
                correct_entry(unit, "complaint", complaint, change, reason="核实", profile=self.profile)
            self.poll(seed)

        self.plan_later(decided, decide)

    def plan_later(self, day, act):
        """Only days that come anyway are lived through: the next of them."""
        following = [known for known in sorted(self.plan) if known >= day and known > self.day]
        if following:
            self.plan[following[0]].append(act)

    # the rounds

    def step(self, role, action, body=None):
        path = f"/rounds/{self.rounds[-1]}"
        version = self.bureau.client("officer").get(path).json["version"]
        answer = self.bureau.client(role).post(f"{path}/{action}", body, version=version)
        assert answer.status_code in {200, 202}, answer.json
        return answer.json

    def compute(self, quarter):
        first, last = days_of(quarter)
        self.visit(quarter)
        kinds = reports_of(ReadingContext(self.profile, self.day))
        self.enter("source_complete", [{"reports": kind, "until_on": str(last)} for kind in kinds])
        self.enter("source_complete", [{"reports": "survey", "until_on": str(last)}], "platform")
        found = [
            {"provider_id": seed.id, "kind": kind, "found_on": str(last)}
            for seed in self.seeds
            for kind in QUALIFICATIONS
        ]
        self.enter("finding", found)
        body = {"name": f"第{quarter + 1}季度", "period_start": str(first), "period_end": str(last)}
        self.rounds.append(self.bureau.client("officer").post("/rounds", body).json["id"])
        self.step("officer", "cut-off")
        self.bureau.work(self.step("officer", "compute")["work_id"])

    def visit(self, quarter):
        """Enter a quarter's visits: the provider knows of them anyway."""
        cells = [(seed, Cell(n, quarter)) for seed in self.seeds for n in range(ENTERPRISES)]
        rows = [
            {"contract_id": contract, "kind": "visit", "occurred_on": str(seed.voices[cell].visited)}
            for contract, (seed, cell) in zip(self.contracts, cells, strict=True)
        ]
        self.enter("progress", rows)

    def publish(self):
        self.step("reviewer", "approvals", {"opinion": "同意"})
        self.step("reviewer", "publication", {"days": 5})
        self.read_as_officer()
        for seed in self.seeds:
            self.poll(seed, result=seed.number % BATCH < PRYING)

    def close(self):
        self.step("reviewer", "close")
        for seed in self.seeds:
            last = len(self.rounds) == QUARTERS
            self.poll(seed, result=last or seed.number % BATCH < PRYING, everything=last)

    # what is read

    def read(self, client, path):
        """Ask as a program would; what the document says of the answer is tried elsewhere."""
        headers = {"Authorization": f"Bearer {client.secret}"}
        answer = client.http.get(client.address(path), headers=headers)
        return Reading(self.day, path, answer.json, answer.headers.get("ETag", ""))

    def read_as_officer(self):
        """Read the round as it would be told if its lock were open."""
        self.opened.append(self.read(self.bureau.client("officer"), f"/rounds/{self.rounds[-1]}"))

    def poll(self, seed, *, result=False, everything=False):
        """Read what could have changed; or everything that a provider's token can."""
        paths = ["/surveys?count=true&limit=200", "/complaints?count=true&limit=200"]
        if self.rounds:
            last = f"/rounds/{self.rounds[-1]}"
            paths += [last, *([f"{last}/results", f"{last}/results/{seed.outward}"] if result else ())]
        if everything:
            paths += [f"{path}?limit=200" for path in LISTS] + [f"/rounds/{self.rounds[-1]}/objections"]
        seed.readings += [self.read(seed.client, path) for path in paths]


def _find_lists():
    for operation in OPERATIONS.values():
        scope = PERMISSIONS["provider", operation.action]
        readable = scope == "all" or (scope == "own" and "provider" in operation.own)
        if readable and operation.reads and "limit" in operation.query and "<" not in operation.path:
            yield operation.path


LISTS = sorted(_find_lists())
"""Every list that a provider's token can read."""
