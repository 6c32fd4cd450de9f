"""What leaves the notice board, and when: without a job, and as if it had never stood there."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import text

from banfa.ledger.recording.correct import correct_entry
from banfa.procedures.holiday_notices import statutory_holidays
from tests.casework.board_office import TITLE, WORDING, like, words_of

MONDAY = date(2026, 3, 2)


class TestWhatLeaves:
    """404 from then on, as if it had never been there; nothing has to run."""

    def check(self, office, shown):
        never = office.read(f"{office.board}/pb_{'0' * 32}")
        assert like(office.read(shown)) == like(never)
        assert never.status_code == 404
        assert TITLE not in office.read().text

    @pytest.mark.parametrize(
        ("on", "days", "unit", "last"),
        [
            (MONDAY, 7, "日", date(2026, 3, 9)),
            # the 1st of October is a holiday, as all days to the 7th are: 民法典第二百零三条
            (date(2026, 9, 24), 7, "日", date(2026, 10, 8)),
            (MONDAY, 5, "个工作日", date(2026, 3, 9)),
            # worked: 29 and 30 September, 8 and 9 October, Saturday the 10th (调休)
            (date(2026, 9, 28), 5, "个工作日", date(2026, 10, 10)),
        ],
    )
    def test_is_whatever_is_over(self, office, on, days, unit, last):
        office.go_to(on)
        shown = office.show(days=days, day_unit=unit)
        office.go_to(last)
        assert office.status(shown) == 200
        assert TITLE in office.read().text
        office.go_to(last + timedelta(1))
        self.check(office, shown)

    def test_is_later_by_a_later_holiday_notice(self, office):
        """2027's holidays are not known yet: but for a notice the fifth working day is Monday the 4th."""
        office.go_to(date(2026, 12, 25))
        shown = office.show(days=5, day_unit="个工作日")
        rest = sorted({*statutory_holidays(2027), date(2027, 1, 4), date(2027, 1, 5)})
        notice = {
            "year": 2027, "document_no": "国办发明电〔2026〕9号", "issuer": "国务院办公厅",
            "issued_on": "2026-12-25", "rest_days": [day.isoformat() for day in rest], "working_days": [],
        }  # fmt: skip
        assert office.bureau.client("admin").post("/holiday-notices", notice).status_code == 201
        office.go_to(date(2027, 1, 6))
        assert office.status(shown) == 200
        assert "2026-12-25至2027-01-06" in "".join(words_of(office.read(shown)))
        office.go_to(date(2027, 1, 7))
        self.check(office, shown)

    def test_is_what_is_taken_down(self, office):
        shown = office.show()
        down = {"down_on": office.today.isoformat(), "reason": "内容有误"}
        office.post(f"/publications/{shown.rpartition('/')[2]}/taking-down", down)
        self.check(office, shown)

    def test_is_what_is_not_decided_after_all(self, office):
        removal = office.plan_removal()[1]
        shown = office.show(removal=removal)
        other = {"form": "before", "wording": WORDING, "addressees": []}
        notice = office.post(f"/remedies/{removal}/publications", other)["id"]
        office.post(f"/publications/{notice}/review", by=office.second)
        office.post(f"/remedies/{removal}/dropping", {"reason": "陈述申辩成立。"})
        if office.get(f"/remedies/{removal}")["state"] == "dropping":
            assert office.status(shown) == 200
            office.post(f"/remedies/{removal}/dropping-confirmation", by=office.second)
        self.check(office, shown)
        body = {"days": 7, "day_unit": "日"}
        office.post(f"/publications/{notice}/showing", body, expect=(409, "not_in_effect"))

    @pytest.fixture
    def removed(self, make_bureau):
        office = make_bureau("after")
        office.open_board()
        provider, removal = office.remove()
        shown = office.show(removal=removal, form="after", days=90)
        assert office.status(shown) == 200
        (decision,) = [row["id"] for row in office.decisions(provider)]
        return office, provider, removal, shown, decision

    @pytest.mark.parametrize("manner", ["annul", "withdraw"])
    def test_is_what_a_case_has_corrected(self, removed, manner):
        office, provider, _, shown, decision = removed
        body = {"decision_id": decision, "manner": manner, "title": "关于清退决定"}
        case = office.post("/cases", body)["id"]
        withdrawal = office.plan(case, "withdrawal")
        assert office.status(shown) == 200
        office.decide(withdrawal, provider, title="关于清退决定的通知")
        self.check(office, shown)

    def test_is_what_was_withdrawn_without_a_case(self, removed):
        office, provider, removal, shown, decision = removed
        body = {
            "provider_id": provider, "kind": "withdrawal", "about_id": decision,
            "decided_on": office.today.isoformat(), "edition": office.profile.latest.key, "cite": "14.9",
            "document_no": "局撤〔2026〕1号", "authority": office.profile.city.bureau,
        }  # fmt: skip
        proposed = office.post("/decision-proposals", body)["id"]
        assert office.status(shown) == 200
        office.post(f"/decision-proposals/{proposed}/confirmation", {}, by=office.second)
        assert office.get(f"/remedies/{removal}")["state"] == "effective"
        self.check(office, shown)

    @pytest.mark.parametrize("other", [{"kind": "grey_list", "effective_on": None}, {"cite": "14.1"}])
    def test_is_what_the_ledger_has_otherwise(self, removed, other):
        """A decision that was recorded anew as another is not what was reviewed."""
        office, _, _, shown, decision = removed
        number = office.bureau.number("decision", decision)
        with office.bureau.unit() as unit:
            correct_entry(unit, "decision", number, other, "更正", profile=office.profile, act="decide")
        self.check(office, shown)

    @pytest.mark.parametrize("result", ["annulled", "procedure", "changed"])
    def test_is_what_a_proceeding_has_overturned(self, removed, result):
        office, _, removal, shown, _ = removed
        case = office.get(f"/remedies/{removal}")["case_id"]
        came = {
            "kind": "review", "body": "市人民政府", "number": "柳政复〔2026〕1号",
            "received_on": office.today.isoformat(),
        }  # fmt: skip
        proceeding = office.post(f"/cases/{case}/proceedings", came)["id"]
        ended = {"ended_on": office.today.isoformat(), "result": result, "words": "主要事实不清。"}
        ended["result_no"] = "柳政复决〔2026〕1号"
        assert office.status(shown) == 200
        office.post(f"/proceedings/{proceeding}/end", ended)
        self.check(office, shown)

    def test_is_what_was_erased(self, office, owner_engine):
        shown = office.show()
        number = office.bureau.number("publication", shown.rpartition("/")[2])
        erase = text("UPDATE publication SET wording = '（已依法删除）' WHERE tenant_id = :t AND id = :id")
        with owner_engine.begin() as connection:
            connection.execute(
                text("SELECT set_config('banfa.tenant', :t, true)"), {"t": str(office.bureau.tenant.id)}
            )
            connection.execute(erase, {"t": office.bureau.tenant.id, "id": number})
        self.check(office, shown)
