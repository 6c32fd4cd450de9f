"""A bureau at work in a test: it records facts, issues documents, runs the watch and looks at the hits."""

from __future__ import annotations

import importlib
from datetime import UTC, date, datetime
from functools import cache

from banfa.cities.loading.discovery import load_plugin
from banfa.ledger.recording.correct import correct_entry, void_entry
from banfa.ledger.recording.record import record_entry
from banfa.procedures.instruments.issue import issue_instrument
from banfa.procedures.watch import hits, runs
from banfa.procedures.watch.explanation import explain_hit
from banfa.procedures.watch.listing import read_watch, watch_afresh
from banfa.trust import unit_of_work
from banfa.trust.tenants import operator
from banfa.web.rendering.watch import render_explained, render_hit, render_run, render_seen
from tests.ledger.town import code
from tests.procedures.office import as_json
from tests.trust.bureaus import found_bureau

NOW = datetime(2026, 9, 30, 1, 30, tzinfo=UTC)
"""After every day that the tests speak of."""


@cache
def city(name):
    """A city's profile as its plugin says it."""
    return load_plugin(importlib.import_module(f"banfa_{name}"), name, check=False)


def opener(engine, owner_engine):
    """Opens the office of a city's bureau; by default its first edition is in force since 2025."""

    def opened(name, *, in_force=True, profile=None):
        actor = operator(found_bureau(owner_engine))
        made = Office(engine, actor, profile or city(name))
        if in_force:
            made.promulgate(edition=made.profile.editions[0].key)
        return made

    return opened


class Office:
    """Every call is a unit of its own."""

    def __init__(self, engine, actor, profile):
        self.engine = engine
        self.actor = actor
        self.profile = profile

    def unit(self):
        return unit_of_work(self.engine, self.actor, now=NOW)

    def record(self, kind, /, *, external_id=None, **data):
        with self.unit() as unit:
            made = record_entry(
                unit,
                kind,
                data,
                source="test",
                profile=self.profile,
                external_id=external_id,
                act="decide" if kind == "decision" else "report",
            )
            return made.id

    def correct(self, kind, entry_id, /, **data):
        with self.unit() as unit:
            correct_entry(
                unit,
                kind,
                entry_id,
                data,
                reason="更正",
                profile=self.profile,
                act="decide" if kind == "decision" else None,
            )

    def void(self, kind, entry_id):
        with self.unit() as unit:
            void_entry(unit, kind, entry_id, reason="误登")

    def provider(self, number=1):
        return self.record("provider", uscc=code(number), name=f"服务商{number}")

    def member(self, joined, number=1, category=None, **other):
        """A provider in the pool from this day on."""
        provider_id = self.provider(number)
        chosen = next(each for each in self.profile.categories if category in (None, each.key))
        if chosen.consent is not None:
            other = {"basis": "市政府批复〔2025〕1号", **other}
        self.record("membership", provider_id=provider_id, category=chosen.key, from_on=joined, **other)
        return provider_id

    def enterprise(self, number=1):
        industries = self.profile.industries
        industry = industries[0].key if industries else "试点行业"
        return self.record(
            "enterprise", external_id=f"E{number}", name=f"企业{number}", industry=industry, size="small"
        )

    def contract(self, provider_id, signed, enterprise=1, **data):
        return self.record(
            "contract",
            provider_id=provider_id,
            enterprise=f"E{enterprise}",
            signed_on=signed,
            amount=1,
            **data,
        )

    def unhappy(self, provider_id, day, enterprise=1, answer="不满意"):
        """An overall verdict of an enterprise."""
        return self.record(
            "survey", provider_id=provider_id, enterprise=f"E{enterprise}", answered_on=day, answer=answer
        )

    def decided(self, provider_id, kind, day, **data):
        return self.record("decision", provider_id=provider_id, kind=kind, decided_on=day, **data)

    def complete(self, until, *reports):
        for name in reports:
            self.record("source_complete", reports=name, until_on=until)

    def issue(self, kind, body, *, edition=None, number=None):
        with self.unit() as unit:
            return issue_instrument(
                unit,
                self.profile,
                kind=kind,
                edition=edition or self.profile.latest.key,
                document_no=number or f"试〔2025〕{kind}",
                issuer=self.profile.city.bureau,
                issued_on=date(2024, 12, 31),
                document_class="internal" if kind == "internal" else "normative",
                published_on=date(2024, 12, 31),
                published_in="某局网站",
                body=body,
            )

    def promulgate(self, commencement="2025-01-01", **other):
        self.issue("promulgation", {"commencement": commencement}, **other)

    def settle(self, number="试〔2025〕口径", **settings):
        named = {key.replace("__", "."): value for key, value in settings.items()}
        self.issue("terms", {"settings": named}, number=number)

    def watch(self, day, **choices):
        """What is seen as of a day: clause and state of each hit."""
        with self.unit() as unit:
            watched = watch_afresh(unit, self.profile, as_of=date.fromisoformat(day), **choices)
        return [as_json(render_seen(seen)) for seen in watched.clauses]

    def read(self, **choices):
        """What the last run stored."""
        with self.unit() as unit:
            return read_watch(unit, self.profile, **choices)

    def state(self, provider_id, clause, day):
        """met, open, or None, as of a day."""
        found = self.watch(day, provider_id=provider_id, clause=clause)
        return found[0]["state"] if found else None

    def run(self, day):
        with self.unit() as unit:
            run = runs.store_run(unit, self.profile, as_of=date.fromisoformat(day))
        return as_json(render_run(run))

    def hits(self, clause=None, **choices):
        """Stored hits, oldest first."""
        with self.unit() as unit:
            listed = hits.list_hits(unit, clause=clause, limit=1000, **choices)
        return [as_json(render_hit(hit)) for hit in listed]

    def hit(self, hit_id):
        """One hit with all its reasons."""
        with self.unit() as unit:
            return as_json(render_explained(explain_hit(unit, self.profile, hit_id=hit_id)))

    def states(self, clause):
        return [hit["state"] for hit in self.hits(clause)]
