"""An evaluation without points (Liuzhou 11): the facts are gathered, and the round goes its way."""

from __future__ import annotations

import json

import pytest

from banfa.procedures.receipts.format import read_receipt, thaw
from banfa.procedures.receipts.replay import replay


@pytest.fixture
def office(liuzhou):
    """Two providers; of one of them six enterprises said 不满意. Nothing is declared complete."""
    category = liuzhou.profile.categories[0].key
    liuzhou.ids = [liuzhou.provider(name, category=category, since="2025-08-01") for name in "甲乙"]
    rows = [{"name": f"企业{n}", "industry": "汽车零部件", "size": "small"} for n in range(6)]
    answers = [
        {"provider_id": liuzhou.ids[0], "enterprise_id": e, "answer": "不满意", "answered_on": "2025-11-01"}
        for e in liuzhou.bulk("enterprise", rows)
    ]
    liuzhou.bulk("survey", answers)
    liuzhou.issue("promulgation", {"commencement": "2025-07-01"})
    return liuzhou


class TestAnEvaluationWithoutPoints:
    def test_gathers_the_facts_that_the_clauses_look_at(self, office):
        round_id = office.open()
        office.cut_off(round_id)
        found = office.compute(round_id)
        assert (found["computation"]["providers"], found["computation"]["open_results"]) == (2, 0)
        assert office.results(round_id) == {"甲": (None, None, None), "乙": (None, None, None)}
        facts = thaw(read_receipt(office.receipt(round_id)))
        assert facts.providers.tolist() == office.ids
        dissatisfied = facts.columns["dissatisfied_served@membership"]
        assert dissatisfied.low.tolist() == [0, 0], "a later answer could take any of them back"

    def test_can_be_published_for_the_days_that_are_named_and_closed(self, office, refused):
        """The text names no period: the officer does."""
        round_id = office.open()
        office.reviewed(round_id)
        with refused(office, "days_missing"):
            office.publish(round_id)
        with refused(office, "publicity_too_short"):
            office.publish(round_id, 0)
        # Tuesday 20 January 2026: 21, 22, 23
        assert office.publish(round_id, 3)["public_until"] == "2026-01-23"
        office.go_to("2026-01-24")
        assert office.close(round_id)["state"] == "closed"
        assert office.stored()["decision"][0] == 0

    def test_can_overlap_another_since_it_gives_no_grades(self, office):
        for name in ("上", "下"):
            assert office.published(office.open(name), 3)["state"] == "published"

    def test_leaves_a_receipt_that_replays(self, office):
        round_id = office.open()
        office.cut_off(round_id)
        office.compute(round_id)
        data = office.receipt(round_id)
        assert replay(data).same
        assert list(json.loads(data)["results"]) == ["taking_part"]

    def test_hears_objections(self, office):
        """A recomputation moves nobody who has neither points nor grade."""
        office.issue("internal", {"objections": True})
        round_id = office.open()
        office.published(round_id, 3)
        objection_id = office.object(round_id, office.ids[0])
        assert office.uphold(objection_id, corrects={office.ids[0]: ["membership"]}) == []
