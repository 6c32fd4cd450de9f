"""A bureau at work in the tests of rounds: who acts, what is reported, and the steps of a round."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from importlib.resources import files
from itertools import count
from typing import TYPE_CHECKING, Any

import msgspec
import yaml

from banfa.jobs import dispatch_once, work_status
from banfa.jobs.run import carry_out
from banfa.ledger.entries.fields import ReadingContext
from banfa.ledger.kinds.completeness import reports_of
from banfa.ledger.recording.correct import correct_entry, void_entry
from banfa.ledger.recording.record import record_entries, record_entry
from banfa.procedures.holiday_notices import NoticeContent, statutory_holidays
from banfa.procedures.instruments.issue import issue_instrument
from banfa.procedures.rounds import (
    exclusions,
    lifecycle,
    objection_rows,
    objections,
    publication,
    results,
    review,
)
from banfa.procedures.rounds.computations import receipt_bytes
from banfa.procedures.rounds.corrections import Correction
from banfa.procedures.rounds.explanation import explain_result
from banfa.procedures.rounds.recounting import record_holiday_notice
from banfa.trust import unit_of_work
from banfa.trust.persons import add_person
from banfa.trust.tenants import act_as, operator
from banfa.web.rendering.instruments import render_instrument
from banfa.web.rendering.objections import render_objection
from banfa.web.rendering.results import render_explained, render_move, render_result
from banfa.web.rendering.rounds import render_round
from tests.jobs.queues import work_queue
from tests.ledger.town import code
from tests.trust.bureaus import new_tenant

if TYPE_CHECKING:
    from banfa.trust.actor import Actor
    from banfa.trust.rights import Act

PLATFORM = "platform"
DOCUMENT = "文〔2026〕1号"
BODIES = {
    "replication": {"solution": "方案", "enterprise": "企业"},
    "chain_transformation": {
        "leader": "链主",
        "role": "自为链主",
        "relation": "上游",
        "signed_on": "2026-02-01",
    },
    "exemplary_case": {"title": "案例", "selected_by": "市局"},
    "event": {"kind": "行业论坛", "guided_by": "市局"},
    "overseas": {"region": "东南亚", "solution": "方案"},
    "honour": {"level": "省部级", "awarded_by": "省厅"},
    "publicity": {"kind": "参与主管部门宣传推广", "host": "市局"},
}
"""What the records of Xiamen's kinds have to say besides; no fact is counted from it."""
TABLES = (
    "instrument",
    "evaluation_round",
    "round_step",
    "computation",
    "round_result",
    "exclusion",
    "approval",
    "objection",
    "objection_window",
    "decision",
    "audit_link",
    "event",
    "work",
)
"""Where a round leaves something."""


def at(day: str, hour: int = 10) -> datetime:
    """An hour of a day in Shanghai."""
    return datetime.fromisoformat(f"{day}T{hour:02}:00:00+08:00").astimezone(UTC)


def demo_terms(city: str) -> dict[str, Any]:
    """What the example document in a city's package sets."""
    text = (files(f"banfa_{city}") / "demo_terms.yaml").read_text("utf-8")
    settings: dict[str, Any] = yaml.safe_load(text)["设定"]
    return settings


def as_json(data):
    """Rendered data as it travels."""
    return msgspec.json.decode(msgspec.json.encode(data))


def shown(details):
    """A round as the API shows it."""
    return as_json(render_round(details))


@dataclass
class Office:
    """One bureau. Every call is a unit of its own, at `now`, which tests move.

    What it gives is what the API shows.
    """

    engine: Any
    owner_engine: Any
    profile: Any
    redis: Any
    now: datetime
    period: tuple[date, date]
    tenant: Any = None
    people: dict[str, Actor] = field(default_factory=dict)
    numbers: Any = field(default_factory=lambda: count(1))

    def __post_init__(self):
        key = self.profile.city.key
        self.tenant = new_tenant(self.owner_engine, city=key, name="局", now=self.now)
        roles = {"王敏": "officer", "李建国": "reviewer", "陈静": "reviewer", "赵强": "reviewer"}
        with unit_of_work(self.engine, operator(self.tenant), now=self.now) as unit:
            self.people = {
                name: act_as(self.tenant, add_person(unit, name=name, roles=[role]).identity, role)
                for name, role in roles.items()
            }

    @property
    def edition(self):
        return self.profile.latest.key

    def unit(self, who="王敏"):
        return unit_of_work(self.engine, self.people[who], now=self.now)

    def go_to(self, day, hour=10):
        self.now = at(day, hour)

    # the ledger

    def record(self, kind, /, **data):
        with self.unit() as unit:
            act: Act = "decide" if kind == "decision" else "report"
            return record_entry(unit, kind, data, source=PLATFORM, profile=self.profile, act=act).id

    def correct(self, kind, entry_id, /, **data):
        with self.unit() as unit:
            return correct_entry(unit, kind, entry_id, data, reason="更正", profile=self.profile)

    def void(self, kind, entry_id):
        with self.unit() as unit:
            return void_entry(unit, kind, entry_id, reason="误报")

    def bulk(self, kind, rows):
        named = [{"external_id": f"{kind}-{next(self.numbers)}", **row} for row in rows]
        if not named:
            return []
        with self.unit() as unit:
            reports = record_entries(unit, kind, named, source=PLATFORM, profile=self.profile)
        refused = [report for report in reports if report.outcome != "created"]
        assert not refused, refused[:3]
        return [report.id for report in reports]

    def provider(self, name, *, category, industry=None, since="2025-01-01"):
        provider_id = self.record("provider", uscc=code(next(self.numbers)), name=name)
        where = {"industry": industry} if industry else {}
        self.record("membership", provider_id=provider_id, category=category, from_on=since, **where)
        return provider_id

    def complete(self, *, but=(), until=None):
        """Declare every kind of report complete up to the period's last day."""
        kinds = [k for k in reports_of(ReadingContext(self.profile, self.now.date())) if k not in but]
        day = until or self.period[1].isoformat()
        return self.bulk("source_complete", [{"reports": kind, "until_on": day} for kind in kinds])

    # documents

    def record_notice(self, year: int, *, rest: list[str], worked: list[str]) -> None:
        """Record a year's holiday notice: days of rest beside the statutory ones, and weekends worked."""
        content = NoticeContent(
            year=year,
            document_no=f"国办发明电〔{year - 1}〕1号",
            issuer="国务院办公厅",
            issued_on=self.now.date(),
            rest_days={*statutory_holidays(year), *map(date.fromisoformat, rest)},
            working_days=[date.fromisoformat(day) for day in worked],
        )
        with self.unit() as unit:
            record_holiday_notice(unit, content)

    def issue(self, kind, body, *, no=None, on="2025-01-01", edition=None, **choices):
        """Issue a document, published on the day it was issued where it has to be published."""
        published = {
            "document_class": "normative",
            "published_on": date.fromisoformat(on),
            "published_in": "局网站",
        }
        choices = {**({"document_class": "internal"} if kind == "internal" else published), **choices}
        choices.setdefault("issuer", self.profile.city.bureau)
        with self.unit() as unit:
            instrument = issue_instrument(
                unit,
                self.profile,
                kind=kind,
                edition=edition or self.edition,
                document_no=no or f"文〔2025〕{next(self.numbers)}号",
                issued_on=date.fromisoformat(on),
                body=body,
                **choices,
            )
        return as_json(render_instrument(instrument))

    def set_all(self, *, objections=True, steps=1):
        """The edition in force, all terms of the example set, objections heard."""
        self.issue("promulgation", {"commencement": "2025-01-01"})
        self.issue("terms", {"settings": demo_terms(self.profile.city.key)})
        self.issue("internal", {"objections": objections, "review_steps": steps})

    # the round

    def open(self, name="本期", **choices):
        start, end = self.period
        given = {"period_start": start, "period_end": end, **choices}
        with self.unit() as unit:
            return lifecycle.open_round(unit, self.profile, name=name, **given).round.id

    def cut_off(self, round_id, **choices):
        with self.unit() as unit:
            return shown(lifecycle.cut_off_round(unit, round_id=round_id, **choices))

    def ask(self, round_id, *, who="王敏", **choices):
        with self.unit(who) as unit:
            return lifecycle.request_computation(unit, self.profile, round_id=round_id, **choices).work_id

    def work(self, work_id):
        """Hand the work out through the queue and carry it out here, as a worker would, at `now`."""
        dispatch_once(self.engine, work_queue(self.redis))
        carry_out(self.engine, tenant_id=self.tenant.id, work_id=work_id, now=self.now)
        return self.status(work_id)

    def status(self, work_id):
        with self.unit() as unit:
            return work_status(unit, work_id)

    def compute(self, round_id, *, who="王敏"):
        done = self.work(self.ask(round_id, who=who))
        assert done.state == "done", (done.error_code, done.error_detail)
        return self.get(round_id)

    def get(self, round_id):
        with self.unit() as unit:
            return shown(lifecycle.get_round(unit, round_id=round_id))

    def approve(self, round_id, who="李建国", **choices):
        with self.unit(who) as unit:
            approved = review.approve_round(unit, round_id=round_id, **{"opinion": "同意", **choices})
        counts = {"approvals": approved.approvals, "approvals_needed": approved.approvals_needed}
        return shown(approved.details) | counts

    def publish(self, round_id, days=None, **choices):
        with self.unit("李建国") as unit:
            return shown(
                publication.publish_round(unit, self.profile, round_id=round_id, days=days, **choices)
            )

    def close(self, round_id, **choices):
        with self.unit("李建国") as unit:
            return shown(publication.close_round(unit, round_id=round_id, **choices))

    def reverse(self, round_id, *, who=None, **choices):
        """By whoever may take the step that is taken back."""
        given = {"reason": "有误", "document_no": DOCUMENT, **choices}
        reviewed = self.get(round_id)["state"] in {"reviewed", "published"}
        with self.unit(who or ("李建国" if reviewed else "王敏")) as unit:
            return shown(lifecycle.reverse_round(unit, round_id=round_id, **given))

    def exclude(self, round_id, provider_id, **choices):
        given = {"reason": "停业整顿", "document_no": DOCUMENT, **choices}
        with self.unit() as unit:
            return exclusions.exclude_provider(unit, round_id=round_id, provider_id=provider_id, **given)

    def readmit(self, round_id, provider_id, **choices):
        given = {"reason": "已恢复", **choices}
        with self.unit() as unit:
            return exclusions.readmit_provider(unit, round_id=round_id, provider_id=provider_id, **given)

    def object(self, round_id, provider_id, statement="少计", **choices):
        with self.unit() as unit:
            given = {"round_id": round_id, "provider_id": provider_id, "statement": statement, **choices}
            return objections.file_objection(unit, **given).id

    def withdraw(self, objection_id, reason="已核对", **choices):
        with self.unit() as unit:
            withdrawn = objections.withdraw_objection(
                unit, objection_id=objection_id, reason=reason, **choices
            )
        return as_json(render_objection(withdrawn))

    def take_in(self, round_id):
        """Take the cut-off back for what came in late, and cut off and compute again."""
        while self.get(round_id)["state"] != "open":
            self.reverse(round_id)
        self.cut_off(round_id)
        return self.compute(round_id)

    def decide(self, objection_id, *, upheld, corrects=None, who="陈静", reason="经核实"):
        """`corrects`: items by provider id; without any, all about the provider that objects."""
        with self.unit(who) as unit:
            if upheld and corrects is None:
                objector = objection_rows.find_objection(unit, objection_id).provider_id
                corrects = {objector: ["membership"]}
            decided = objections.decide_objection(
                unit,
                self.profile,
                objection_id=objection_id,
                upheld=upheld,
                reason=reason,
                corrects=[Correction(provider, tuple(items)) for provider, items in (corrects or {}).items()],
            )
        return as_json(render_objection(decided)) | {"work_id": decided.work_id}

    def uphold(self, objection_id, **choices):
        """Uphold an objection and have the round computed again; returns whom that moved."""
        done = self.work(self.decide(objection_id, upheld=True, **choices)["work_id"])
        assert done.state == "done", (done.error_code, done.error_detail)
        with self.unit() as unit:
            moved = objection_rows.find_objection(unit, objection_id).moved
        return [as_json(render_move(move)) for move in moved or ()]

    def objections(self, round_id):
        with self.unit() as unit:
            listed = objection_rows.list_objections(unit, round_id=round_id)
        return [as_json(render_objection(objection)) for objection in listed]

    def receipt(self, round_id):
        with self.unit() as unit:
            return receipt_bytes(unit, round_id=round_id)

    def result(self, round_id, provider_id, **choices):
        """One result with all its reasons."""
        with self.unit() as unit:
            explained = explain_result(unit, round_id=round_id, provider_id=provider_id, **choices)
        return as_json(render_explained(explained))

    def table(self, round_id):
        """The rows of the list of results."""
        with self.unit() as unit:
            listed = results.list_results(unit, round_id=round_id, limit=10_000)
        return [as_json(render_result(result)) for result in listed]

    def results(self, round_id):
        """{provider: (total, rank, grade)} of all results."""
        return {
            row["provider_name"]: (row["total"], row["rank"], row["grade"]) for row in self.table(round_id)
        }

    def reviewed(self, round_id):
        """Cut off, compute and approve."""
        self.cut_off(round_id)
        self.compute(round_id)
        return self.approve(round_id)

    def published(self, round_id, days=None):
        """Cut off, compute, approve and publish."""
        self.reviewed(round_id)
        return self.publish(round_id, days)

    def stored(self):
        """What is stored of this bureau, counted: to see that a refusal left nothing."""
        counts = {}
        with self.owner_engine.connect() as connection:
            for table in TABLES:
                sql = f"SELECT count(*), sum(hashtext(t::text)::bigint) FROM {table} t WHERE tenant_id = %s"
                counts[table] = tuple(connection.exec_driver_sql(sql, (self.tenant.id,)).one())
        return counts
