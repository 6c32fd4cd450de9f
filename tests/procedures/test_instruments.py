"""Documents: versions, what later ones override, and everything that an edition does not take."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from threading import Thread

import pytest

from banfa.procedures.instruments.editions import known_edition_key_on
from banfa.procedures.instruments.instrument import list_instruments
from banfa.procedures.instruments.open_terms import list_terms
from banfa.web.rendering.instruments import render_instrument, render_terms
from tests.procedures.office import as_json, demo_terms

WEIGHTS = {"weight.work": 20, "weight.projects": 40, "weight.products": 20, "weight.satisfaction": 20}
SEVEN_DAYS = {"settings": {"publicity.days": 7}}


def told(office):
    """{open term: (value, document)} of those that are set."""
    with office.unit() as unit:
        listed = render_terms(list_terms(unit, office.profile, edition=office.edition))["terms"]
    return {one["key"]: (one["value"], one["document_no"]) for one in listed if one["set"]}


class TestADocument:
    def test_is_kept_with_its_number_and_version(self, huangshi):
        first = huangshi.issue("terms", {"settings": {"publicity.days": 7}}, no="甲〔2025〕1号")
        second = huangshi.issue("terms", {"settings": {"publicity.days": 9}}, no="甲〔2025〕2号")

        assert (first["version"], second["version"]) == (1, 2)
        with huangshi.unit() as unit:
            listed = list_instruments(unit)
        assert [as_json(render_instrument(one.row)) for one in listed] == [first, second]
        assert told(huangshi) == {"publicity.days": (9, "甲〔2025〕2号")}

    def test_overrides_earlier_ones_key_by_key(self, huangshi):
        huangshi.issue(
            "terms", {"settings": {"publicity.days": 7, "rounding": "down"}}, no="先", on="2025-03-01"
        )
        huangshi.issue("terms", {"settings": {"publicity.days": 9}}, no="后", on="2025-04-01")
        assert told(huangshi) == {"publicity.days": (9, "后"), "rounding": ("down", "先")}

    def test_takes_its_place_by_the_day_it_was_issued_on(self, huangshi):
        huangshi.issue("terms", {"settings": {"publicity.days": 9}}, no="后", on="2025-04-01")
        huangshi.issue("terms", {"settings": {"publicity.days": 7}}, no="先，补登", on="2025-03-01")
        assert told(huangshi) == {"publicity.days": (9, "后")}

    def test_of_one_number_may_set_terms_and_put_in_force(self, huangshi):
        huangshi.issue("promulgation", {"commencement": "2025-01-01"}, no="同一文号")
        huangshi.issue("terms", {"settings": {"publicity.days": 7}}, no="同一文号")
        assert told(huangshi) == {"publicity.days": (7, "同一文号")}

    def test_may_set_an_approximate_share_to_another_number(self, xiamen):
        """The text says 约20%."""
        xiamen.issue("terms", {"settings": {"quota.excellent": 21}}, no="定比例")
        assert told(xiamen) == {"quota.excellent": (21, "定比例")}

    def test_gets_its_version_when_two_come_at_once(self, huangshi):
        def issue_one(number):
            huangshi.issue("terms", {"settings": {"publicity.days": 5}}, no=f"{number}号")

        both = [Thread(target=issue_one, args=(number,)) for number in (1, 2)]
        for thread in both:
            thread.start()
        for thread in both:
            thread.join()

        with huangshi.unit() as unit:
            listed = list_instruments(unit)
        assert sorted(one.row.version for one in listed) == [1, 2]


class TestADocumentIsRefused:
    @pytest.mark.parametrize(
        ("settings", "field"),
        [
            ({"publicity.days": 0}, "publicity.days"),
            ({"publicity.days": 251}, "publicity.days"),
            ({"publicity.days": 5.0}, "publicity.days"),
            ({"publicity.days": True}, "publicity.days"),
            ({"publicity.days": "5"}, "publicity.days"),
            ({"no.such.term": 1}, "no.such.term"),
            ({"rounding": "nearest"}, "rounding"),
            ({"weight.work": 98}, "weight.work"),
            ({**WEIGHTS, "weight.work": 19}, "weight.work"),
            ({"criteria.work": []}, "criteria.work"),
            (
                {"criteria.work": [{"measure": "no such", "full": 8, "scale": {"tiers": [[0, 0]]}}]},
                "criteria.work",
            ),
            (
                {"criteria.work": [{"measure": "cooperation", "full": 8, "scale": {"tiers": [[0, 9]]}}]},
                "criteria.work",
            ),
            (
                {"criteria.work": [{"measure": "cooperation", "full": 8, "scale": {"tiers": [[0, 0.5]]}}]},
                "criteria.work",
            ),
        ],
    )
    def test_for_a_term_the_edition_does_not_take(self, huangshi, refused, settings, field):
        with refused(huangshi, "term_invalid") as refusal:
            huangshi.issue("terms", {"settings": settings})
        assert refusal.value.data == {"field": f"body.settings.{field}"}

    def test_for_weights_that_no_longer_add_up_with_what_is_set(self, huangshi, refused):
        huangshi.issue("terms", {"settings": WEIGHTS})
        with refused(huangshi, "term_invalid"):
            huangshi.issue("terms", {"settings": {"weight.work": 21}})
        huangshi.issue("terms", {"settings": {"weight.work": 21, "weight.projects": 39}})

    def test_for_criteria_that_do_not_make_up_their_weight(self, huangshi, refused):
        settings = demo_terms("huangshi")
        settings["criteria.work"] = settings["criteria.work"][:2]
        with refused(huangshi, "law_inconsistent") as refusal:
            huangshi.issue("terms", {"settings": settings})
        assert "14" in refusal.value.detail

    def test_for_what_a_later_one_overrides_as_well(self, huangshi, refused):
        huangshi.issue("terms", {"settings": {"publicity.days": 9}}, on="2025-04-01")
        with refused(huangshi, "term_invalid"):
            huangshi.issue("terms", {"settings": {"publicity.days": 0}}, on="2025-03-01")

    def test_for_a_number_used_twice(self, huangshi, refused):
        huangshi.issue("terms", {"settings": {"publicity.days": 9}}, no="甲〔2025〕1号")
        with refused(huangshi, "document_recorded"):
            huangshi.issue("terms", {"settings": {"publicity.days": 8}}, no="甲〔2025〕1号")

    @pytest.mark.parametrize(
        ("kind", "body", "code"),
        [
            ("terms", {}, "settings_missing"),
            ("terms", {"settings": {}}, "settings_missing"),
            ("terms", {"settings": {"rounding": "down"}, "note": ""}, "settings_missing"),
            ("promulgation", {}, "commencement_missing"),
            ("promulgation", {"commencement": "2025-13-01"}, "field_malformed"),
            ("promulgation", {"commencement": 20250101}, "field_malformed"),
            ("promulgation", {"commencement": "2025-01-01", "end": "never"}, "field_malformed"),
            ("promulgation", {"commencement": "2025-01-02", "end": "2025-01-01"}, "days_reversed"),
            ("promulgation", {"commencement": "2025-01-01", "by": "局"}, "unknown_field"),
            ("internal", {}, "internal_invalid"),
            ("internal", {"objections": "yes"}, "internal_invalid"),
            ("internal", {"review_steps": 0}, "internal_invalid"),
            ("internal", {"review_steps": True}, "internal_invalid"),
            ("internal", {"appeals": True}, "internal_invalid"),
            ("decree", {}, "unknown_instrument_kind"),
        ],
    )
    def test_for_a_body_of_the_wrong_form(self, huangshi, refused, kind, body, code):
        with refused(huangshi, code):
            huangshi.issue(kind, body)

    @pytest.mark.parametrize(
        ("choices", "code"),
        [
            ({"edition": "1999"}, "unknown_edition"),
            ({"on": "2026-01-21"}, "future_day"),
            ({"no": " "}, "field_missing"),
        ],
    )
    def test_for_a_head_of_the_wrong_form(self, huangshi, refused, choices, code):
        with refused(huangshi, code):
            huangshi.issue("internal", {"objections": True}, **choices)


class TestPublication:
    """Huangshi evaluates by half-years; it is 20 January 2026."""

    @pytest.mark.parametrize("kind", ["promulgation", "terms"])
    @pytest.mark.parametrize("document_class", ["minutes", "internal"])
    def test_is_asked_of_what_burdens_providers(self, huangshi, refused, kind, document_class):
        body = {"commencement": "2025-01-01"} if kind == "promulgation" else SEVEN_DAYS
        with refused(huangshi, "not_published") as refusal:
            huangshi.issue(kind, body, document_class=document_class)
        assert "优化营商环境条例第六十四条" in refusal.value.detail
        huangshi.issue("internal", {"review_steps": 2}, document_class=document_class)

    @pytest.mark.parametrize(
        ("choices", "code"),
        [
            ({"published_on": None}, "field_missing"),
            ({"published_in": None}, "field_missing"),
            ({"published_on": date(2024, 12, 31)}, "field_out_of_range"),
            ({"published_on": date(2026, 1, 21)}, "field_out_of_range"),
            ({"valid_until": date(2024, 12, 31)}, "days_reversed"),
            ({"document_class": "decree"}, "unknown_document_class"),
        ],
    )
    def test_has_a_day_and_a_place(self, huangshi, refused, choices, code):
        with refused(huangshi, code):
            huangshi.issue("terms", SEVEN_DAYS, **choices)

    @pytest.mark.parametrize(
        ("published", "since"),
        [("2025-06-30", "2025-07-01"), ("2025-07-01", "2026-01-01"), ("2026-01-20", "2026-07-01")],
    )
    def test_lets_terms_hold_for_later_periods_alone(self, huangshi, refused, published, since):
        day = date.fromisoformat(published)
        made = huangshi.issue("terms", SEVEN_DAYS, published_on=day)
        assert made["body"]["applies_from"] == since
        with refused(huangshi, "terms_reach_back") as refusal:
            huangshi.issue("terms", {**SEVEN_DAYS, "applies_from": published}, published_on=day)
        assert refusal.value.data["earliest"] == date.fromisoformat(since)

    def test_may_leave_terms_for_a_period_later_still(self, huangshi):
        made = huangshi.issue("terms", {**SEVEN_DAYS, "applies_from": "2027-01-01"})
        assert made["body"]["applies_from"] == "2027-01-01"

    @pytest.mark.parametrize(
        ("choices", "unset"),
        [
            ({"on": "2025-06-30"}, False),
            ({"on": "2025-07-01"}, True),
            ({"on": "2025-01-02", "valid_until": date(2025, 6, 30)}, True),
            ({"on": "2025-01-02", "valid_until": date(2025, 7, 1)}, False),
        ],
    )
    def test_decides_which_terms_a_round_is_under(self, huangshi, choices, unset):
        huangshi.issue("promulgation", {"commencement": "2025-01-01"})
        huangshi.issue("terms", {"settings": demo_terms("huangshi")}, **choices)
        round_id = huangshi.open()
        huangshi.cut_off(round_id)
        assert bool(huangshi.compute(round_id)["computation"]["unset"]) is unset

    def test_ends_an_edition_with_its_term_of_validity(self, huangshi, refused):
        huangshi.issue("promulgation", {"commencement": "2025-01-01"}, valid_until=date(2025, 12, 30))
        with refused(huangshi, "edition_ended") as refusal:
            huangshi.open()
        assert refusal.value.data == {"edition": huangshi.edition, "end": date(2025, 12, 30)}


class TestAnEdition:
    """Two editions of one city; the second is in the plugin as well."""

    @pytest.fixture
    def twice(self, huangshi):
        old = huangshi.profile.latest
        new = replace(old, key="2026-final", title="正式版")
        huangshi.profile = replace(huangshi.profile, editions=(old, new))
        return huangshi

    def in_force(self, office, day):
        with office.unit() as unit:
            return known_edition_key_on(unit, office.profile, day=date.fromisoformat(day))

    def test_is_in_force_from_the_day_to_the_day_its_promulgation_names(self, twice):
        twice.issue("promulgation", {"commencement": "2025-03-01", "end": "2025-12-31"}, edition="2025-draft")
        days = ("2025-02-28", "2025-03-01", "2025-12-31", "2026-01-01")
        assert [self.in_force(twice, day) for day in days] == [None, "2025-draft", "2025-draft", None]

    def test_gives_way_to_one_that_comes_into_force_later(self, twice):
        twice.issue("promulgation", {"commencement": "2025-01-01"}, edition="2025-draft")
        twice.issue("promulgation", {"commencement": "2026-01-01"}, edition="2026-final")
        assert self.in_force(twice, "2025-12-31") == "2025-draft"
        assert self.in_force(twice, "2026-01-01") == "2026-final"

    def test_goes_by_its_last_promulgation(self, twice):
        twice.issue("promulgation", {"commencement": "2025-01-01"}, edition="2025-draft", on="2025-01-01")
        twice.issue("promulgation", {"commencement": "2025-07-01"}, edition="2025-draft", on="2025-02-01")
        assert self.in_force(twice, "2025-03-01") is None
        assert self.in_force(twice, "2025-07-01") == "2025-draft"
