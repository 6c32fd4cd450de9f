"""What the watch stores of what it sees, night by night."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import event

from banfa.errors import Malformed
from banfa.law import Nature
from banfa.procedures.watch import hits, runs
from banfa.trust.audit_rows import AuditData, AuditLink
from banfa.trust.events import Event
from tests.procedures.watching import city, opener
from tests.trust.bureaus import read_rows


@pytest.fixture
def office(engine, owner_engine):
    return opener(engine, owner_engine)


class TestTrial:
    def test_says_so_where_no_edition_is_in_force(self, office):
        huangshi = office("huangshi", in_force=False)
        provider = huangshi.member("2025-06-01")
        huangshi.decided(provider, "grade", "2026-01-31", label="D")
        assert all(hit["trial"] for hit in huangshi.watch("2026-02-28"))
        assert huangshi.run("2026-02-28")["trial"]
        (hit,) = huangshi.hits("14.7前段")
        assert hit["trial"]
        huangshi.promulgate("2026-01-15")
        assert not huangshi.run("2026-03-01")["trial"]
        (now,) = huangshi.hits("14.7前段")
        assert (now["id"], now["trial"], now["state"]) == (hit["id"], False, "met")


class TestAStoredHit:
    @pytest.fixture
    def huangshi(self, office):
        made = office("huangshi")
        made.settle(
            "试〔2025〕期间", entry__from="membership", period__rest_day="kept", period__begun_before="whole"
        )
        made.enterprise()
        made.complete("2026-08-31", "contract", "progress", "survey")
        return made

    def test_is_made_once(self, huangshi):
        provider = huangshi.member("2026-01-01")
        huangshi.decided(provider, "grade", "2026-01-31", label="D")
        first = huangshi.run("2026-02-01")
        assert first["changes"]["met"] == 1
        assert huangshi.run("2026-02-02")["changes"] == {}
        (hit,) = huangshi.hits("14.7前段")
        assert (hit["provider_id"], hit["state"], hit["seen_on"]) == (provider, "met", "2026-02-01")
        assert hit["run_id"] == first["id"]
        assert hit["explanation"].startswith(
            "第十四条第（七）项前段（评为D级）：疑似符合，系线索提示，未经核实。"
        )
        assert "主管部门应当予以警告" in hit["explanation"]

    def test_is_followed_by_another_one_on_new_evidence(self, huangshi):
        provider = huangshi.member("2025-01-01")
        for day in ("2025-07-31", "2026-01-31"):
            huangshi.decided(provider, "grade", day, label="C")
        huangshi.run("2026-02-01")
        huangshi.decided(provider, "grade", "2026-07-31", label="C")
        huangshi.run("2026-08-01")
        first, second = huangshi.hits("14.7后段")
        assert [first["state"], second["state"]] == ["met", "met"]
        assert (first["seen_on"], second["seen_on"]) == ("2026-02-01", "2026-08-01")
        ours, theirs = (next(iter(hit["evidence"]["rows"].values())) for hit in (first, second))
        assert set(ours) < set(theirs)

    @pytest.mark.parametrize(("counted", "second"), [("issued", "2026-05-02"), ("served", "2026-05-21")])
    def test_is_followed_by_another_one_on_what_the_reading_counts(self, office, counted, second):
        """An order issued and served three weeks later is a new one on the day that the bureau counts by."""
        changchun = office("changchun")
        changchun.settle("长工信〔2026〕次数", orders__window="stay", orders__counted=counted)
        provider = changchun.member("2025-01-01")
        for month in ("01", "02", "03"):
            days = {"served_on": f"2026-{month}-05", "due_on": f"2026-{month}-28"}
            changchun.decided(provider, "order", f"2026-{month}-01", **days)
        changchun.run("2026-04-01")
        changchun.decided(provider, "order", "2026-05-01", served_on="2026-05-20", due_on="2026-06-20")
        for day in ("2026-05-02", "2026-05-21"):
            changchun.run(day)
        assert [hit["seen_on"] for hit in changchun.hits("9.1前段")] == ["2026-04-01", second]

    def test_falls_with_its_evidence_and_rises_again_with_it(self, huangshi):
        provider = huangshi.member("2025-01-01")
        grades = [huangshi.decided(provider, "grade", day, label="C") for day in ("2025-07-31", "2026-01-31")]
        huangshi.run("2026-02-01")
        third = huangshi.decided(provider, "grade", "2026-07-31", label="C")
        huangshi.run("2026-08-01")
        huangshi.record("decision", about_id=third, kind="withdrawal", decided_on="2026-08-05")
        huangshi.run("2026-08-05")
        first, second = huangshi.hits("14.7后段")
        assert (first["state"], second["state"], second["why"]) == ("met", "cleared", "evidence")
        huangshi.record("decision", about_id=grades[0], kind="withdrawal", decided_on="2026-08-06")
        huangshi.run("2026-08-06")
        assert [(hit["state"], hit["why"]) for hit in huangshi.hits("14.7后段")] == [
            ("cleared", "ended"),
            ("cleared", "evidence"),
        ]

    def test_keeps_its_evidence_when_an_entry_is_corrected(self, huangshi):
        provider = huangshi.member("2026-01-01")
        found = huangshi.record(
            "finding", provider_id=provider, kind="disclosure", found_on="2026-02-01", evidence="笔录"
        )
        huangshi.run("2026-02-02")
        huangshi.correct("finding", found, evidence="笔录二")
        assert huangshi.run("2026-02-03")["changes"] == {}
        huangshi.void("finding", found)
        huangshi.run("2026-02-04")
        (hit,) = huangshi.hits("15.5")
        assert (hit["state"], hit["changed_on"]) == ("cleared", "2026-02-04")

    def test_of_a_state_is_cleared_and_its_next_time_is_another_hit(self, huangshi):
        provider = huangshi.member("2025-12-01")
        first = huangshi.contract(provider, "2026-01-10")
        huangshi.run("2026-03-11")
        huangshi.record("progress", contract_id=first, kind="substantive", occurred_on="2026-03-12")
        huangshi.run("2026-03-12")
        (hit,) = huangshi.hits("15.3")
        assert (hit["state"], hit["why"], hit["changed_on"]) == ("cleared", "ended", "2026-03-12")
        assert hit["explanation"].startswith("情形已消除。")
        huangshi.contract(provider, "2026-05-10")
        huangshi.run("2026-07-11")
        assert huangshi.states("15.3") == ["cleared", "met"]
        assert huangshi.hits("15.3")[1]["evidence"] == {"from": {"idle_since@membership": "2026-05-10"}}

    def test_ends_when_the_provider_has_left_the_pool(self, huangshi):
        provider = huangshi.member("2026-01-01")
        huangshi.record("finding", provider_id=provider, kind="disclosure", found_on="2026-02-01")
        huangshi.run("2026-02-02")
        huangshi.decided(provider, "removal", "2026-02-10", effective_on="2026-02-15")
        huangshi.run("2026-02-14")
        assert huangshi.states("15.5") == ["met"]
        huangshi.run("2026-02-15")
        (hit,) = huangshi.hits("15.5")
        assert (hit["state"], hit["why"]) == ("cleared", "left")
        assert huangshi.states("16前段") == ["met"]

    def test_without_evidence_of_its_own_lasts_as_long_as_its_state(self, office):
        liuzhou = office("liuzhou")
        liuzhou.settle(dissatisfied="latest")
        provider = liuzhou.member("2025-06-01")
        for number in range(1, 8):
            liuzhou.enterprise(number)
            liuzhou.contract(provider, "2025-07-01", number)
            liuzhou.unhappy(provider, "2026-03-01", number)
        liuzhou.complete("2026-08-31", "survey", "contract")
        liuzhou.run("2026-03-02")
        liuzhou.unhappy(provider, "2026-03-03", 7, answer="满意")
        assert liuzhou.run("2026-03-03")["changes"] == {}
        liuzhou.unhappy(provider, "2026-03-04", 6, answer="满意")
        liuzhou.run("2026-03-04")
        liuzhou.unhappy(provider, "2026-03-05", 6)
        liuzhou.run("2026-03-05")
        assert [(hit["state"], hit["seen_on"]) for hit in liuzhou.hits("12.6")] == [
            ("cleared", "2026-03-02"),
            ("met", "2026-03-05"),
        ]


class TestAnOpenHit:
    def test_says_what_is_missing_and_ends_once_it_is_known(self, office):
        xiamen = office("xiamen")
        xiamen.settle(entry__from="membership", period__rest_day="kept", period__begun_before="whole")
        provider = xiamen.member("2026-01-15")
        xiamen.run("2026-04-16")
        (hit,) = xiamen.hits("12.3")
        assert (hit["state"], hit["missing"]) == ("open", ["入库后首份改造合同签订之日"])
        assert "尚需查明：入库后首份改造合同签订之日" in hit["explanation"]
        xiamen.complete("2026-04-16", "contract")
        xiamen.run("2026-04-16")
        opened, met = xiamen.hits("12.3", provider_id=provider)
        assert (opened["state"], opened["why"], met["state"]) == ("cleared", "settled", "latched")

    def test_tells_when_something_else_is_missing(self, office):
        liuzhou = office("liuzhou")
        provider = liuzhou.member("2025-06-01")
        for number in range(1, 8):
            liuzhou.enterprise(number)
            liuzhou.contract(provider, "2025-07-01", number)
            liuzhou.unhappy(provider, "2026-03-01", number)
        liuzhou.unhappy(provider, "2026-03-02", 7, answer="满意")
        liuzhou.unhappy(provider, "2026-03-02", 6, answer="满意")
        liuzhou.run("2026-03-05")
        (first,) = liuzhou.hits("12.6")
        liuzhou.settle(dissatisfied="latest")
        liuzhou.run("2026-03-06")
        (then,) = liuzhou.hits("12.6")
        assert (first["id"], then["state"]) == (then["id"], "open")
        assert first["missing"] != then["missing"] == ["所服务企业中最近一次评价为“不满意”的家数"]


class TestAnEvent:
    @pytest.fixture
    def xiamen(self, office):
        made = office("xiamen")
        made.settle(entry__from="membership", period__rest_day="kept", period__begun_before="whole")
        made.enterprise()
        made.complete("2026-08-31", "contract")
        return made

    def test_is_latched(self, xiamen):
        provider = xiamen.member("2026-01-15")
        xiamen.run("2026-04-16")
        xiamen.contract(provider, "2026-04-20")
        assert "latched" not in xiamen.run("2026-04-21")["changes"]
        (hit,) = xiamen.hits("12.3")
        assert (hit["state"], hit["seen_on"]) == ("latched", "2026-04-16")
        assert "不因其后改正而消除" in hit["explanation"]

    def test_stays_when_the_provider_has_left(self, xiamen):
        provider = xiamen.member("2026-01-15")
        xiamen.run("2026-04-16")
        xiamen.decided(provider, "removal", "2026-05-01", effective_on="2026-05-01")
        xiamen.run("2026-05-02")
        assert xiamen.states("12.3") == ["latched"]

    def test_falls_when_it_turns_out_that_it_never_happened(self, xiamen):
        provider = xiamen.member("2026-01-15")
        xiamen.run("2026-04-16")
        xiamen.contract(provider, "2026-04-15")
        xiamen.run("2026-04-21")
        (hit,) = xiamen.hits("12.3")
        assert (hit["state"], hit["why"], hit["changed_on"]) == ("cleared", "refuted", "2026-04-21")

    def test_is_another_one_in_another_stay(self, xiamen):
        provider = xiamen.member("2025-10-15")
        xiamen.run("2026-01-16")
        xiamen.decided(provider, "removal", "2026-02-01", effective_on="2026-02-01")
        category = city("xiamen").categories[1].key
        xiamen.record("membership", provider_id=provider, category=category, from_on="2026-03-01")
        xiamen.run("2026-06-01")
        assert xiamen.states("12.3") == ["latched"]
        xiamen.run("2026-06-02")
        assert xiamen.states("12.3") == ["latched", "latched"]

    def test_is_what_the_measure_calls_one(self):
        events = [c.cite.key for c in city("xiamen").latest.clauses if c.nature is Nature.EVENT]
        assert events == ["12.3"]


class TestARun:
    def test_of_an_earlier_day_rewrites_nothing(self, office):
        huangshi = office("huangshi")
        provider = huangshi.member("2026-01-01")
        huangshi.decided(provider, "grade", "2026-02-28", label="D")
        huangshi.run("2026-03-01")
        before = huangshi.hits()
        late = huangshi.run("2026-02-27")
        assert (late["kept"], late["changes"]) == (False, {})
        assert huangshi.hits() == before
        again = huangshi.run("2026-03-01")
        assert (again["kept"], again["changes"]) == (True, {})
        with huangshi.unit() as unit:
            assert [str(run.row.as_of) for run in hits.list_runs(unit)] == [
                "2026-03-01",
                "2026-02-27",
                "2026-03-01",
            ]
            last = hits.find_last_run(unit)
            assert last is not None
            assert last.as_of == date(2026, 3, 1)

    def test_of_a_day_to_come_is_refused(self, office):
        huangshi = office("huangshi")
        with huangshi.unit() as unit, pytest.raises(Malformed) as refusal:
            runs.request_run(unit, huangshi.profile, as_of=date(2026, 10, 1))
        assert refusal.value.code == "future_day"

    def test_leaves_one_note_and_an_event_only_for_a_change(self, office, engine):
        huangshi = office("huangshi")
        provider = huangshi.member("2026-01-01")
        huangshi.decided(provider, "grade", "2026-02-28", label="D")
        made = huangshi.run("2026-03-04")
        huangshi.run("2026-03-05")
        links = {link.seq: link for link in read_rows(engine, huangshi.actor, AuditLink)}
        notes = [
            beside.data
            for beside in read_rows(engine, huangshi.actor, AuditData)
            if links[beside.seq].action == "watch.ran"
        ]
        events = [one for one in read_rows(engine, huangshi.actor, Event) if one.type == "watch.ran"]
        assert [note["changes"] for note in notes] == [made["changes"], {}]
        with huangshi.unit() as unit:
            run_id = unit.ids.encode_one("watch_run", made["id"])
        assert [one.subject for one in events] == [f"watch_run/{run_id}"]

    def test_takes_as_many_statements_for_many_providers_as_for_few(self, office, engine):
        huangshi = office("huangshi")

        def counted(day):
            statements = []
            listener = lambda *args: statements.append(args[2])  # noqa: E731
            event.listen(engine, "before_cursor_execute", listener)
            made = huangshi.run(day)
            event.remove(engine, "before_cursor_execute", listener)
            return len(statements), made["changes"]["met"]

        def graded(numbers, day):
            for number in numbers:
                huangshi.decided(huangshi.member("2026-01-01", number), "grade", day, label="D")

        graded(range(1, 4), "2026-02-01")
        few = counted("2026-02-02")
        graded(range(4, 40), "2026-02-03")
        many = counted("2026-02-04")
        assert (few[1], many[1]) == (3, 36)
        assert few[0] == many[0]


class TestOneHitInFull:
    def test_shows_facts_and_evidence_as_they_stood_then(self, office):
        huangshi = office("huangshi")
        provider = huangshi.member("2025-01-01")
        grades = [huangshi.decided(provider, "grade", day, label="C") for day in ("2025-07-31", "2026-01-31")]
        huangshi.run("2026-02-01")
        huangshi.record("decision", about_id=grades[0], kind="withdrawal", decided_on="2026-02-01")
        (hit,) = huangshi.hits("14.7后段")
        whole = huangshi.hit(hit["id"])
        assert (whole["force"], whole["remedies"]) == ("应当", ["警告", "限期整改"])
        fact = next(fact for fact in whole["facts"] if fact["window"] == "累计")
        assert (fact["value"], fact["unit"]) == (2, "次")
        assert [(row["ids"], row["on"]) for row in fact["evidence"]] == [
            ([grades[0]], "2025-07-31"),
            ([grades[1]], "2026-01-31"),
        ]
        assert [change["state"] for change in whole["history"]] == ["met"]

    def test_says_which_report_is_still_out(self, office):
        xiamen = office("xiamen")
        xiamen.member("2026-01-15")
        xiamen.complete("2026-04-01", "contract")
        xiamen.run("2026-04-16")
        (hit,) = xiamen.hits("12.3")
        facts = {fact["zh"]: fact for fact in xiamen.hit(hit["id"])["facts"]}
        assert facts["入库之日"]["value"] == "2026-01-15"
        first = facts["入库后首份改造合同签订之日"]
        assert first["value"] == ["2026-04-02", None]
        assert first["reports"] == [{"reports": "contract", "zh": "合同签订与立项", "until_on": "2026-04-01"}]
