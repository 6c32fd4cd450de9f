"""推荐汇总表: a district's own enterprises alone, frozen once submitted, received by two with the scan."""

from __future__ import annotations

import pytest

from tests.web.clients import credit_code

OURS, THEIRS = "思明区", "湖里区"


@pytest.fixture
def district(xiamen):
    """Somebody of a district of which two enterprises are in the register; another is of another district."""
    codes = {name: credit_code() for name in ("甲厂", "乙厂", "湖里密厂")}
    industry = xiamen.profile.industries[0].key
    for name, code in codes.items():
        place = THEIRS if name == "湖里密厂" else OURS
        body = {"name": name, "uscc": code, "district": place, "size": "small", "industry": industry}
        xiamen.post("/enterprises", body)
    xiamen.codes = codes
    return xiamen.bureau.client("district")


def body(office, *lines, **more):
    return {
        "district": OURS,
        "call": "listing",
        "title": "关于申报第二批试点企业的通知",
        "document_no": "厦工信企业函〔2026〕20号",
        "as_of": office.today.isoformat(),
        "maker": "陈晨",
        "reviewer": "吴越",
        "recommended": list(lines) or ["甲厂；推荐；设备较全", f"{office.codes['乙厂']}；推荐"],
        **more,
    }


def draft(office, by, *lines, **more):
    return office.post("/recommendations", body(office, *lines, **more), by=by)


def submitted(office, by):
    """The address of a table that is submitted."""
    path = f"/recommendations/{draft(office, by)['id']}"
    office.post(f"{path}/submission", by=by)
    return path


class TestSteps:
    def test_go_from_the_district_by_two_of_the_bureau(self, xiamen, district):
        made = draft(xiamen, district)
        industry = xiamen.profile.industries[0].zh
        names = ("name", "uscc", "district", "industry", "opinion", "remark")
        assert [tuple(line[name] for name in names) for line in made["lines"]] == [
            ("甲厂", xiamen.codes["甲厂"], OURS, industry, "推荐", "设备较全"),
            ("乙厂", xiamen.codes["乙厂"], OURS, industry, "推荐", ""),
        ]
        path = f"/recommendations/{made['id']}"
        xiamen.post(f"{path}/receipt", expect=(409, "wrong_state"))
        xiamen.post(f"{path}/submission", by=district)
        assert [item.step for item in xiamen.list_waiting("recommendation")] == ["已报送，待接收"]
        xiamen.post(f"{path}/receipt", expect=(409, "paper_missing"))
        xiamen.attach(path, "stamped_original")
        xiamen.post(f"{path}/receipt")
        xiamen.post(f"{path}/confirmation", expect=(403, "same_person"))
        checked = xiamen.post(f"{path}/confirmation", by=xiamen.second)
        assert (checked["state"], checked["lines"]) == ("checked", made["lines"])
        assert xiamen.list_waiting("recommendation") == []

    def test_leave_what_was_submitted_as_it_was(self, xiamen, district):
        path = submitted(xiamen, district)
        code = xiamen.codes["甲厂"]
        (row,) = xiamen.get("/enterprises", uscc=code)["items"]
        change = {"reason": "更名", "data": {"name": "甲新厂"}}
        xiamen.post(f"/enterprises/{row['id']}/correction", change, version=1)
        revised = {k: v for k, v in body(xiamen, "乙厂").items() if k not in ("district", "call")}
        xiamen.post(f"{path}/revision", revised, by=district, expect=(409, "wrong_state"))
        assert xiamen.get(path)["lines"][0]["name"] == "甲厂"

    def test_send_back_with_a_reason_and_ask_for_a_new_scan(self, xiamen, district):
        path = submitted(xiamen, district)
        xiamen.attach(path, "stamped_original")
        xiamen.post(f"{path}/return", {"reason": "乙厂已停产，请核对。"})
        told = district.get(path).json
        assert (told["state"], told["reason"], told["submitted_by"]) == (
            "returned",
            "乙厂已停产，请核对。",
            None,
        )
        revised = {k: v for k, v in body(xiamen, "甲厂；推荐").items() if k not in ("district", "call")}
        xiamen.post(f"{path}/revision", revised, by=district)
        xiamen.clock.forward(days=1)
        again = xiamen.post(f"{path}/submission", by=district)
        assert (len(again["lines"]), again["reason"]) == (1, None)
        xiamen.post(f"{path}/receipt", expect=(409, "paper_missing"))
        xiamen.attach(path, "stamped_original")
        xiamen.post(f"{path}/receipt")

    def test_are_withdrawn_by_the_district(self, xiamen, district):
        path = f"/recommendations/{draft(xiamen, district)['id']}"
        gone = xiamen.post(f"{path}/withdrawal", {"reason": "本批不推荐"}, by=district)
        assert (gone["state"], gone["reason"]) == ("withdrawn", "本批不推荐")

    def test_are_not_the_districts_at_the_bureau(self, xiamen, district):
        path = submitted(xiamen, district)
        for act in ("receipt", "confirmation", "return"):
            xiamen.post(f"{path}/{act}", {"reason": "x"}, by=district, expect=(403, "role_not_allowed"))

    def test_are_received_by_another_than_has_submitted(self, xiamen, district):
        path = submitted(xiamen, xiamen.officer)
        xiamen.attach(path, "stamped_original")
        xiamen.post(f"{path}/receipt", expect=(403, "same_person"))
        xiamen.post(f"{path}/receipt", by=xiamen.second)
        xiamen.post(f"{path}/confirmation", expect=(403, "same_person"))

    def test_are_neither_received_nor_checked_by_whoever_has_drafted_them(self, xiamen, district):
        path = f"/recommendations/{draft(xiamen, xiamen.officer)['id']}"
        xiamen.post(f"{path}/submission", by=district)
        xiamen.attach(path, "stamped_original")
        refused = xiamen.post(f"{path}/receipt", expect=(403, "same_person"))
        assert refused["detail"] == "编制的人不能自行接收推荐汇总表，请由另一人办理。"
        xiamen.post(f"{path}/receipt", by=xiamen.second)
        xiamen.post(f"{path}/confirmation", expect=(403, "same_person"))
        third = xiamen.bureau.client("officer", name="钱程")
        assert xiamen.post(f"{path}/confirmation", by=third)["state"] == "checked"

    def test_are_neither_received_nor_checked_by_whoever_has_revised_them(self, xiamen, district):
        path = f"/recommendations/{draft(xiamen, district)['id']}"
        revised = {k: v for k, v in body(xiamen, "甲厂").items() if k not in ("district", "call")}
        xiamen.post(f"{path}/revision", revised)
        xiamen.post(f"{path}/submission", by=district)
        xiamen.attach(path, "stamped_original")
        xiamen.post(f"{path}/receipt", expect=(403, "same_person"))
        xiamen.post(f"{path}/receipt", by=xiamen.second)
        xiamen.post(f"{path}/confirmation", expect=(403, "same_person"))

    def test_wait_for_who_has_written_them_when_they_are_sent_back(self, xiamen, district):
        path = f"/recommendations/{draft(xiamen, xiamen.officer)['id']}"
        xiamen.post(f"{path}/submission")
        xiamen.clock.forward(days=1)
        xiamen.post(f"{path}/return", {"reason": "乙厂已停产，请核对。"}, by=xiamen.second)
        (item,) = xiamen.list_waiting("recommendation")
        assert (item.step, item.person, item.approval) == ("已退回", "林晓", False)
        assert item.since == xiamen.clock.now
        revised = {k: v for k, v in body(xiamen, "甲厂").items() if k not in ("district", "call")}
        xiamen.post(f"{path}/revision", revised)
        assert xiamen.list_waiting("recommendation") == []


class TestWhoIsRecommended:
    @pytest.mark.parametrize(
        ("line", "code"),
        [
            ("湖里密厂；推荐", "enterprise_not_of_district"),
            ("没有这家；推荐", "enterprise_not_of_district"),
            ("甲厂；推荐；一；二", "line_malformed"),
            ("；推荐", "line_malformed"),
        ],
    )
    def test_is_an_enterprise_of_the_district(self, xiamen, district, line, code):
        xiamen.post("/recommendations", body(xiamen, line), by=district, expect=(422, code))

    def test_is_not_found_by_the_code_of_anothers(self, xiamen, district):
        theirs = body(xiamen, xiamen.codes["湖里密厂"])
        refused = xiamen.post(
            "/recommendations", theirs, by=district, expect=(422, "enterprise_not_of_district")
        )
        assert "湖里密厂" not in refused["detail"]

    def test_is_listed_once(self, xiamen, district):
        twice = body(xiamen, "甲厂；推荐", f"{xiamen.codes['甲厂']}；推荐")
        xiamen.post("/recommendations", twice, by=district, expect=(422, "listed_twice"))

    def test_is_an_applicant_as_typed_where_providers_are_chosen(self, xiamen, district):
        code = credit_code()
        made = draft(
            xiamen, district, f"某软件公司 {code}；推荐", "另一公司；不推荐；未提交材料", call="admission"
        )
        assert [(line["name"], line["uscc"]) for line in made["lines"]] == [
            ("某软件公司", code), ("另一公司", ""),
        ]  # fmt: skip

    def test_is_read_in_a_moment_however_it_is_typed(self, xiamen, district):
        """A code in brackets; blanks by the thousand, which a pattern could go through again and again."""
        code = credit_code()
        made = draft(xiamen, district, f"某软件公司（{code}）；推荐", call="admission")
        assert [(line["name"], line["uscc"]) for line in made["lines"]] == [("某软件公司", code)]
        many = body(xiamen, "甲" + " " * 900 + "（" * 900, call="admission")
        assert district.post("/recommendations", many).status_code in {201, 422}


class TestADistrict:
    def test_drafts_for_itself_alone(self, xiamen, district):
        other = body(xiamen, district=THEIRS)
        xiamen.post("/recommendations", other, by=district, expect=(403, "not_own_district"))

    def test_reads_and_moves_nothing_of_anothers(self, xiamen, district):
        theirs = xiamen.bureau.new_client("district", name="湖里的人", districts=[THEIRS])
        table = draft(xiamen, theirs, "湖里密厂；推荐", district=THEIRS)["id"]
        path, none = f"/recommendations/{table}", "/recommendations/rn_" + 32 * "0"
        for end in ("", "/steps", "/files"):
            asked, missing = district.get(f"{path}{end}"), district.get(f"{none}{end}")
            assert (asked.status_code, asked.json["detail"]) == (404, missing.json["detail"])
        for act, said in (("submission", None), ("withdrawal", {"reason": "x"})):
            asked = district.post(f"{path}/{act}", said, version=1)
            assert (asked.status_code, asked.json["code"]) == (404, "recommendation_missing")
        assert district.get("/recommendations").json["items"] == []
        assert len(theirs.get("/recommendations").json["items"]) == 1
        assert xiamen.get(path)["state"] == "drafted"
