"""An edition ends when its own text says: by a day, by a term of validity, or by an event once recorded."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from banfa.law import Months
from banfa.procedures.decisions.proposing import propose_decision
from banfa.procedures.instruments.instrument import list_promulgations
from tests.procedures.office import demo_terms
from tests.procedures.quarter import Quarter
from tests.procedures.watching import opener

IN_FORCE = {"commencement": "2025-01-01"}
BINDING = {"promulgation": IN_FORCE, "terms": {"settings": {"publicity.days": 7}}}
QUARTER_OF_2035 = {"period_start": date(2035, 1, 1), "period_end": date(2035, 3, 31)}


def last_day(office):
    """The last day in force of the office's edition."""
    with office.unit() as unit:
        return list_promulgations(unit)[office.edition].until


def let_text_end(office, end):
    """The same edition, whose text names its end."""
    office.profile = replace(office.profile, editions=(replace(office.profile.latest, valid_to=end),))


class TestAnEvent:
    def test_that_nobody_has_recorded_ends_nothing(self, xiamen):
        xiamen.issue("promulgation", IN_FORCE)
        assert last_day(xiamen) is None
        round_id = xiamen.open(**QUARTER_OF_2035)
        assert not xiamen.get(round_id)["trial"]

    def test_binds_once_it_is_recorded(self, xiamen, refused):
        xiamen.issue("promulgation", IN_FORCE)
        xiamen.issue("expiry", {"end": "2026-03-31"})
        assert last_day(xiamen) == date(2026, 3, 31)
        with refused(xiamen, "edition_ended") as refusal:
            xiamen.open(**QUARTER_OF_2035)
        assert refusal.value.data == {"edition": "draft", "end": date(2026, 3, 31)}
        assert not xiamen.get(xiamen.open())["trial"]

    @pytest.mark.parametrize(("end", "code"), [("2026-03-30", "edition_ended"), ("2026-03-31", None)])
    def test_binds_a_round_under_way(self, xiamen, refused, end, code):
        Quarter(xiamen).add("甲")
        xiamen.issue("promulgation", IN_FORCE)
        xiamen.issue("terms", {"settings": demo_terms("xiamen")})
        xiamen.complete()
        round_id = xiamen.open()
        xiamen.reviewed(round_id)
        xiamen.issue("expiry", {"end": end}, on="2026-04-07")
        if code:
            with refused(xiamen, code):
                xiamen.publish(round_id)
        else:
            assert xiamen.publish(round_id)["state"] == "published"

    def test_binds_decisions(self, xiamen, refused):
        xiamen.issue("promulgation", IN_FORCE)
        provider = xiamen.provider("甲", category="product")
        warning = {
            "provider_id": provider,
            "kind": "warning",
            "authority": xiamen.profile.city.bureau,
            "document_no": "厦工信警〔2026〕3号",
            "edition": "draft",
            "cite": "11.4",
        }
        xiamen.issue("expiry", {"end": "2026-03-31"}, on="2026-04-07")
        with refused(xiamen, "edition_ended"), xiamen.unit() as unit:
            propose_decision(unit, xiamen.profile, {**warning, "decided_on": "2026-04-01"})
        with xiamen.unit() as unit:
            propose_decision(unit, xiamen.profile, {**warning, "decided_on": "2026-03-31"})

    def test_leaves_the_watch_to_trials(self, engine, owner_engine):
        made = opener(engine, owner_engine)("xiamen")
        provider = made.member("2025-06-01")
        made.record("finding", provider_id=provider, kind="disclosure", found_on="2025-07-01")
        made.issue("expiry", {"end": "2026-06-30"}, number="失效")
        trials = {
            day: [hit["trial"] for hit in made.watch(day, clause="11.4")]
            for day in ("2026-06-30", "2026-07-01")
        }
        assert trials == {"2026-06-30": [False], "2026-07-01": [True]}

    def test_is_corrected_by_a_later_document(self, xiamen):
        xiamen.issue("promulgation", IN_FORCE)
        xiamen.issue("expiry", {"end": "2026-03-31"}, on="2026-03-01")
        xiamen.issue("expiry", {"end": "2026-06-30"}, on="2026-03-02")
        assert last_day(xiamen) == date(2026, 6, 30)

    @pytest.mark.parametrize(
        ("body", "code"),
        [
            ({}, "field_malformed"),
            ({"end": "试点结束"}, "field_malformed"),
            ({"end": "2026-03-31", "why": "试点结束"}, "field_malformed"),
            ({"end": "2024-12-31"}, "days_reversed"),
            ({"end": "2028-01-01"}, "end_beyond_text"),
        ],
    )
    def test_is_a_day_of_the_edition(self, xiamen, refused, body, code):
        xiamen.issue("promulgation", {**IN_FORCE, "end": "2027-12-31"})
        with refused(xiamen, code):
            xiamen.issue("expiry", body)

    def test_asks_for_a_promulgation(self, xiamen, refused):
        with refused(xiamen, "not_promulgated"):
            xiamen.issue("expiry", {"end": "2026-03-31"})

    def test_is_said_in_a_published_document(self, xiamen, refused):
        xiamen.issue("promulgation", IN_FORCE)
        with refused(xiamen, "not_published"):
            xiamen.issue("expiry", {"end": "2026-03-31"}, document_class="minutes")


class TestAText:
    """That names its own end, which a promulgation need not repeat and cannot put off."""

    @pytest.mark.parametrize(
        ("end", "commencement", "last"),
        [
            (date(2027, 12, 31), "2025-01-01", date(2027, 12, 31)),
            (Months(24), "2025-01-01", date(2026, 12, 31)),
            (Months(24), "2025-05-15", date(2027, 5, 14)),
            (Months(1), "2025-01-31", date(2025, 2, 28)),
        ],
    )
    def test_binds(self, huangshi, refused, end, commencement, last):
        let_text_end(huangshi, end)
        made = huangshi.issue("promulgation", {"commencement": commencement})
        assert made["body"] == {"commencement": commencement, "end": last.isoformat()}
        assert last_day(huangshi) == last
        with refused(huangshi, "edition_ended"):
            huangshi.open(period_start=date(2035, 1, 1), period_end=date(2035, 6, 30))

    @pytest.mark.parametrize(
        ("body", "code"),
        [
            ({"commencement": "2025-01-01", "end": "2028-01-01"}, "end_beyond_text"),
            ({"commencement": "2028-01-01"}, "commencement_after_end"),
        ],
    )
    def test_is_not_put_off(self, huangshi, refused, body, code):
        let_text_end(huangshi, date(2027, 12, 31))
        with refused(huangshi, code):
            huangshi.issue("promulgation", body)

    def test_may_end_sooner(self, huangshi):
        let_text_end(huangshi, Months(24))
        huangshi.issue("promulgation", {"commencement": "2025-01-01", "end": "2026-06-30"})
        assert last_day(huangshi) == date(2026, 6, 30)


class TestTheIssuer:
    @pytest.mark.parametrize("issuer", ["黄石市财政局", "黄石市经信局"])
    def test_of_what_binds_providers_is_the_bureau(self, huangshi, refused, issuer):
        for kind, body in BINDING.items():
            with refused(huangshi, "issuer_not_bureau"):
                huangshi.issue(kind, body, issuer=issuer)

    @pytest.mark.parametrize(
        "issuer", ["黄石市财政局、黄石市经济和信息化局", "黄石市经济和信息化局 黄石市财政局"]
    )
    def test_may_be_the_bureau_with_others(self, huangshi, issuer):
        for kind, body in BINDING.items():
            assert huangshi.issue(kind, body, issuer=issuer)["issuer"] == issuer

    def test_is_named(self, huangshi, refused):
        with refused(huangshi, "field_missing"):
            huangshi.issue("promulgation", IN_FORCE, issuer=" ")

    def test_of_internal_procedure_may_be_an_office_of_it(self, huangshi):
        huangshi.issue("internal", {"review_steps": 2}, issuer="黄石市经济和信息化局办公室")


class TestCommencement:
    def test_is_not_before_publication(self, huangshi, refused):
        published = {"on": "2025-03-01", "published_on": date(2025, 3, 10)}
        with refused(huangshi, "commencement_before_publication") as refusal:
            huangshi.issue("promulgation", {"commencement": "2025-03-09"}, **published)
        assert "2025-03-10" in refusal.value.detail
        assert huangshi.issue("promulgation", {"commencement": "2025-03-10"}, **published)

    def test_may_be_where_the_text_does_not_say_on_publication(self, liuzhou):
        """Liuzhou 17 leaves the day blank."""
        published = {"on": "2025-03-01", "published_on": date(2025, 3, 10)}
        assert liuzhou.issue("promulgation", {"commencement": "2025-03-05"}, **published)
