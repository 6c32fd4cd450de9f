"""Publicity: what stands between a result and the public, for how long, and the end of the round."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.procedures.office import demo_terms
from tests.procedures.quarter import Quarter


@pytest.fixture
def reviewed(xiamen):
    """A reviewed round of Xiamen's, where nothing keeps it from being published."""
    quarter = Quarter(xiamen)
    quarter.add("甲")
    xiamen.ids = quarter.ids
    xiamen.set_all()
    xiamen.complete()
    xiamen.round_id = xiamen.open()
    xiamen.reviewed(xiamen.round_id)
    return xiamen


class TestPublicity:
    def test_lasts_as_long_as_the_measure_asks(self, reviewed, refused):
        with refused(reviewed, "publicity_too_short") as refusal:
            reviewed.publish(reviewed.round_id, 4)
        assert refusal.value.data == {"field": "days", "least": 5}
        assert "第八条" in refusal.value.detail
        found = reviewed.publish(reviewed.round_id, 6)
        # published on Wednesday 8 April: 9, 10, 13, 14, 15, 16
        assert (found["public_from"], found["public_until"]) == ("2026-04-08", "2026-04-16")

    @pytest.mark.parametrize("days", [0, -1])
    def test_lasts_at_all(self, reviewed, refused, days):
        with refused(reviewed, "publicity_too_short"):
            reviewed.publish(reviewed.round_id, days)

    def test_across_national_day_leaves_out_the_holidays_and_counts_the_days_made_up(self, reviewed):
        reviewed.go_to("2026-09-18")
        # Sunday 20 September is worked; 25 to 27 are off: 20, 21, 22, 23, 24, 28
        assert reviewed.publish(reviewed.round_id, 6)["public_until"] == "2026-09-28"
        reviewed.reverse(reviewed.round_id)
        reviewed.go_to("2026-09-30")
        # 8, 9, Saturday 10 October, 12, 13
        assert reviewed.publish(reviewed.round_id)["public_until"] == "2026-10-13"

    def test_into_a_year_without_published_holidays_is_provisional(self, reviewed, refused):
        reviewed.go_to("2026-12-30")
        found = reviewed.publish(reviewed.round_id)
        (published,) = [one for one in reviewed.get(reviewed.round_id)["history"] if one["step"] == "publish"]
        assert published["detail"]["provisional"] is True
        assert found["public_until"] > "2026-12-31"
        reviewed.go_to("2027-02-01")
        with refused(reviewed, "calendar_unpublished"):
            reviewed.close(reviewed.round_id)

    def test_that_runs_is_counted_again_when_a_notice_comes_and_says_so(self, reviewed):
        reviewed.go_to("2026-12-30")
        # 31 December; Friday 1 January is New Year; 4, 5, 6, 7 January
        assert reviewed.publish(reviewed.round_id)["public_until"] == "2027-01-07"
        reviewed.record_notice(2027, rest=["2027-01-01", "2027-01-04"], worked=["2027-01-09"])
        details = reviewed.get(reviewed.round_id)
        # 31 December; 5, 6, 7, 8 January
        assert details["public_until"] == "2027-01-08"
        recounted = details["history"][-1]
        assert (recounted["step"], recounted["detail"]["announced_until"]) == ("recount", "2027-01-07")
        assert recounted["detail"]["document_no"] == "国办发明电〔2026〕1号"
        assert "provisional" not in recounted["detail"] or not recounted["detail"]["provisional"]
        reviewed.go_to("2027-01-09")
        assert reviewed.close(reviewed.round_id)["state"] == "closed"

    def test_announced_never_becomes_shorter(self, reviewed):
        reviewed.go_to("2026-12-30")
        reviewed.publish(reviewed.round_id)
        reviewed.record_notice(2027, rest=["2027-01-01"], worked=["2027-01-02", "2027-01-03"])
        assert reviewed.get(reviewed.round_id)["public_until"] == "2027-01-07"

    def test_of_huangshi_lasts_as_long_as_the_document_says(self, huangshi, refused):
        huangshi.provider("甲", category="provider", industry="special_steel")
        huangshi.set_all()
        huangshi.issue("terms", {"settings": {"publicity.days": 8}}, on="2025-06-01")
        huangshi.complete()
        round_id = huangshi.open()
        huangshi.reviewed(round_id)
        with refused(huangshi, "publicity_too_short") as refusal:
            huangshi.publish(round_id, 7)
        assert "本局文件" in refusal.value.detail
        # published on Tuesday 20 January 2026: 21, 22, 23, 26, 27, 28, 29, 30
        assert huangshi.publish(round_id)["public_until"] == "2026-01-30"


class TestPublicationIsRefused:
    def test_on_trial(self, xiamen, refused):
        Quarter(xiamen).add("甲")
        xiamen.issue("terms", {"settings": demo_terms("xiamen")})
        xiamen.complete()
        round_id = xiamen.open()
        xiamen.reviewed(round_id)
        found = xiamen.get(round_id)
        assert found["trial"]
        assert "试算" in found["notice"]
        assert xiamen.results(round_id) == {"甲": ("24", 1, "不合格")}
        with refused(xiamen, "edition_not_in_force"):
            xiamen.publish(round_id)

    def test_until_a_trial_was_computed_again_in_force(self, xiamen, refused):
        Quarter(xiamen).add("甲")
        xiamen.issue("terms", {"settings": demo_terms("xiamen")})
        xiamen.complete()
        round_id = xiamen.open()
        xiamen.reviewed(round_id)
        xiamen.issue("promulgation", {"commencement": "2026-03-31"})
        with refused(xiamen, "computation_stale") as refusal:
            xiamen.publish(round_id)
        assert refusal.value.data == {"changed": ["instrument"]}
        xiamen.reverse(round_id)
        xiamen.compute(round_id)
        xiamen.approve(round_id)
        assert xiamen.publish(round_id)["state"] == "published"

    def test_in_force_from_the_day_after_the_last(self, xiamen, refused):
        Quarter(xiamen).add("甲")
        xiamen.issue("promulgation", {"commencement": "2026-04-01"})
        xiamen.issue("terms", {"settings": demo_terms("xiamen")})
        xiamen.complete()
        round_id = xiamen.open()
        xiamen.reviewed(round_id)
        with refused(xiamen, "edition_not_in_force"):
            xiamen.publish(round_id)

    def test_with_terms_that_no_document_has_set(self, xiamen, refused):
        """They are listed; those of the clauses are not the round's business."""
        Quarter(xiamen).add("甲")
        settings = demo_terms("xiamen")
        left = ("scale.6.4.4", "bonus.cap", "quota.ties")
        xiamen.issue("promulgation", {"commencement": "2025-01-01"})
        xiamen.issue(
            "terms",
            {"settings": {k: v for k, v in settings.items() if k not in (*left, "dissatisfied.base")}},
        )
        xiamen.complete()
        round_id = xiamen.open()
        xiamen.cut_off(round_id)
        found = xiamen.compute(round_id)
        assert [one["key"] for one in found["computation"]["unset"]] == list(left)
        xiamen.approve(round_id)
        with refused(xiamen, "terms_unset") as refusal:
            xiamen.publish(round_id)
        assert refusal.value.data["unset"] == [
            {
                "key": "scale.6.4.4",
                "zh": "海外转型赋能的评分标准",
                "cite": "6.4.4",
                "cite_zh": "第六条第（四）项第4目",
            },
            {
                "key": "bonus.cap",
                "zh": "加分后的总分是否以一百分为限",
                "cite": "6.5",
                "cite_zh": "第六条第（五）项",
            },
            {
                "key": "quota.ties",
                "zh": "名额最后一位同分的处理",
                "cite": "7.2",
                "cite_zh": "第七条第（二）项",
            },
        ]
        assert all(one["zh"] in refusal.value.detail for one in refusal.value.data["unset"])

    def test_of_what_is_stale(self, reviewed, refused):
        reviewed.issue("promulgation", {"commencement": "2025-01-01", "end": "2027-12-31"})
        with refused(reviewed, "computation_stale") as refusal:
            reviewed.publish(reviewed.round_id)
        assert refusal.value.data == {"changed": ["instrument"]}

    def test_not_of_what_came_in_after_the_cut_off(self, reviewed):
        before = reviewed.results(reviewed.round_id)
        reviewed.bulk(
            "product", [{"provider_id": reviewed.ids["甲"], "name": "补报", "published_on": "2026-01-01"}]
        )
        assert reviewed.publish(reviewed.round_id)["computation"]["late"] == ["product"]
        assert reviewed.results(reviewed.round_id) == before

    def test_when_the_plugin_says_something_else_since(self, reviewed, refused):
        law = reviewed.profile.latest
        grading = replace(
            law.grading, bands=(replace(law.grading.bands[0], floor=85), *law.grading.bands[1:])
        )
        reviewed.profile = replace(reviewed.profile, editions=(replace(law, grading=grading),))
        with refused(reviewed, "edition_changed") as refusal:
            reviewed.publish(reviewed.round_id)
        assert "80 → 85" in refusal.value.detail

    def test_when_the_law_is_worded_otherwise_since(self, reviewed, refused):
        law = replace(reviewed.profile.latest, title="另一个标题")
        reviewed.profile = replace(reviewed.profile, editions=(law,))
        with refused(reviewed, "computation_stale") as refusal:
            reviewed.publish(reviewed.round_id)
        assert refusal.value.data == {"changed": ["law"]}


class TestClosing:
    def test_waits_until_publicity_is_over(self, reviewed, refused):
        reviewed.publish(reviewed.round_id)
        reviewed.go_to("2026-04-15", 23)
        with refused(reviewed, "publicity_running") as refusal:
            reviewed.close(reviewed.round_id)
        assert refusal.value.data == {"public_until": date(2026, 4, 15)}
        reviewed.go_to("2026-04-16", 0)
        assert reviewed.close(reviewed.round_id)["state"] == "closed"

    def test_waits_until_every_objection_is_decided(self, reviewed, refused):
        reviewed.publish(reviewed.round_id)
        objection_id = reviewed.object(reviewed.round_id, reviewed.ids["甲"])
        reviewed.go_to("2026-04-20")
        with refused(reviewed, "objections_undecided") as refusal:
            reviewed.close(reviewed.round_id)
        assert refusal.value.data == {"objections": [objection_id]}
        reviewed.decide(objection_id, upheld=False)
        assert reviewed.close(reviewed.round_id)["state"] == "closed"

    def test_says_what_has_come_in_since(self, reviewed):
        """What was public is what is closed; facts that came later are named, and change nothing."""
        reviewed.publish(reviewed.round_id)
        before = reviewed.results(reviewed.round_id)
        reviewed.bulk(
            "product", [{"provider_id": reviewed.ids["甲"], "name": "补报", "published_on": "2026-01-01"}]
        )
        reviewed.go_to("2026-04-20")
        reviewed.close(reviewed.round_id)
        closed = reviewed.get(reviewed.round_id)["history"][-1]
        assert closed["detail"]["changed_since"] == ["product"]
        assert reviewed.results(reviewed.round_id) == before

    def test_is_refused_where_the_edition_is_no_longer_in_force(self, reviewed, refused):
        reviewed.publish(reviewed.round_id)
        reviewed.issue("promulgation", {"commencement": "2026-04-08"}, on="2026-04-08")
        reviewed.go_to("2026-04-20")
        with refused(reviewed, "edition_not_in_force"):
            reviewed.close(reviewed.round_id)
