"""A quarter of Xiamen's from recorded facts to a closed round, worked out by hand."""

from __future__ import annotations

from datetime import date

import pytest

from banfa.errors import Conflict
from banfa.law import facts as f
from banfa.ledger.entries.asof import NOW, AsOf
from banfa.ledger.facts.sheet import build_sheet
from banfa.procedures.receipts.replay import replay
from tests.procedures.quarter import EIGHT, grade_lines


class TestAQuarter:
    def test_goes_from_facts_to_grades(self, xiamen):
        quarter = grade_lines(xiamen)
        xiamen.set_all()
        xiamen.complete()
        round_id = xiamen.open("2026年第一季度")
        xiamen.cut_off(round_id)

        found = xiamen.compute(round_id)

        assert (found["state"], found["trial"]) == ("computed", False)
        assert found["computation"]["providers"] == 9
        assert found["computation"]["open_results"] == 0
        results = xiamen.results(round_id)
        assert {name: results[name] for name in EIGHT} == EIGHT
        unqualified = next(row for row in xiamen.table(round_id) if row["provider_name"] == "壬")
        assert (unqualified["taking_part"], unqualified["rank"], unqualified["grade"]) == ("no", None, None)
        self.criteria(xiamen, round_id, quarter.ids["甲"])
        self.review_and_publish(xiamen, round_id)
        self.object(xiamen, round_id, quarter)
        self.close(xiamen, round_id, quarter)

    def criteria(self, office, round_id, provider_id):
        whole = office.result(round_id, provider_id)
        assert {one["cite_zh"]: one["points"] for one in whole["criteria"]} == {
            "第六条第（一）项第1目": "8",
            "第六条第（一）项第2目": "6",
            "第六条第（一）项第3目": "6",
            "第六条第（一）项第4目": "5",
            "第六条第（二）项第1目": "8",
            "第六条第（二）项第2目": "8",
            "第六条第（二）项第3目": "5",
            "第六条第（二）项第4目": "4",
            "第六条第（三）项第1目": "3.13",
            "第六条第（三）项第2目": "5",
            "第六条第（三）项第3目": "8.75",
            "第六条第（三）项第4目": "7.5",
            "第六条第（四）项第1目": "5",
            "第六条第（四）项第2目": "5",
            "第六条第（四）项第3目": "5",
            "第六条第（四）项第4目": "5",
            "第六条第（五）项第1目": "3",
            "第六条第（五）项第2目": "1",
            "第六条第（五）项第3目": "3",
        }

    def review_and_publish(self, office, round_id):
        office.approve(round_id)
        office.go_to("2026-04-10")
        found = office.publish(round_id)
        # five working days from Saturday the 11th on: 13, 14, 15, 16, 17 April
        assert (found["public_from"], found["public_until"]) == ("2026-04-10", "2026-04-17")

    def object(self, office, round_id, quarter):
        office.go_to("2026-04-17")
        objection_id = office.object(round_id, quarter.ids["己"])
        quarter.do("己", exemplary_case=1)  # the same case again counts once
        assert "己" in office.results(round_id)
        office.bulk(
            "record",
            [
                {
                    "provider_id": quarter.ids["己"],
                    "kind": "exemplary_case",
                    "item": "漏报的案例",
                    "occurred_on": "2026-03-02",
                    "body": {"title": "案例", "selected_by": "市局"},
                }
            ],
        )

        work_id = office.decide(objection_id, upheld=True, corrects={quarter.ids["己"]: ["6.4.2"]})["work_id"]
        assert office.work(work_id).state == "done"

        (settled,) = office.objections(round_id)
        assert settled["state"] == "upheld"
        # 59.5 + 2.5 = 62 passes 戊, who keeps the grade: the last rank of 合格 is 7
        assert settled["moved"] == [
            {
                "provider_id": quarter.ids["戊"],
                "before": {"taking_part": "yes", "total": "60", "rank": 5, "grade": "合格"},
                "after": {"taking_part": "yes", "total": "60", "rank": 6, "grade": "合格"},
            },
            {
                "provider_id": quarter.ids["己"],
                "before": {"taking_part": "yes", "total": "59.5", "rank": 6, "grade": "不合格"},
                "after": {"taking_part": "yes", "total": "62", "rank": 5, "grade": "合格"},
            },
        ]
        office.approve(round_id, "赵强")

    def close(self, office, round_id, quarter):
        # the time of 戊 and 己 began on Friday the 17th: 20, 21, 22, 23, 24 April
        office.go_to("2026-04-24")
        with pytest.raises(Conflict) as refusal:
            office.close(round_id)
        assert (refusal.value.code, refusal.value.data) == (
            "publicity_running",
            {"public_until": date(2026, 4, 24)},
        )
        office.go_to("2026-04-25")
        found = office.close(round_id)
        assert found["state"] == "closed"
        receipt = replay(office.receipt(round_id))
        assert (receipt.same, receipt.digest) == (True, found["computation"]["digest"])
        graded = {"优秀": "甲乙", "良好": "丙丁", "合格": "戊己", "不合格": "庚辛"}
        facts = [f.grades(label) for label in graded] + [f.latest_grade(label).left for label in graded]
        moment = AsOf(
            tenant_id=office.tenant.id,
            as_of=date(2026, 6, 30),
            round_start=date(2026, 4, 1),
            known_at=NOW,
        )
        with office.unit() as unit:
            sheet = build_sheet(unit.connection, facts, moment, list(quarter.ids.values()))
        for label, names in graded.items():
            for fact in (f.grades(label), f.latest_grade(label).left):
                given = sheet.sheet.col(fact).low.tolist()
                assert given == [int(name in names) for name in quarter.ids], (label, fact.key)
