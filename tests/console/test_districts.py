"""The pages of whoever works for a district: which are open, what stands there, and no word of another's."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from banfa.trust.actor import DISTRICT
from banfa.web.console.frame.app import load_pages
from banfa.web.console.frame.declared import PAGES
from tests.console.people import Office
from tests.web.clients import credit_code
from tests.web.test_districts import SECRET, THEIRS, Two

load_pages()

KINDS = ("enterprise", "contract", "progress", "acceptance", "diagnosis", "enterprise_change")
ENTERED = {f"{act}_{kind}" for act in ("record", "correct", "void") for kind in KINDS}
LISTS = {"enterprises", "contracts", "progress", "acceptances", "diagnoses", "enterprise_changes"}
LISTS |= {"enterprise_listings"}
OPEN = {f"list_{name}{more}" for name in LISTS for more in ("", "_workbook")} | ENTERED
OPEN |= {"enterprise", "contract", "get_progress", "get_acceptance", "get_diagnosis"}
OPEN |= {"get_enterprise_listing", "get_enterprise_change", "me", "own_password", "end_own_session"}
OF_TABLES = {
    *("recommendations", "recommendations_workbook", "recommendation"),
    *("recommendation_table", "recommendation_table_workbook", "draft_recommendation"),
    *("district_claims", "district_claims_workbook", "review_district_claim"),
    *("district_applications", "district_applications_workbook", "enter_collected_application"),
    *("revise_recommendation", "submit_recommendation", "withdraw_recommendation"),
}
"""All pages that are open to a district, by hand; the last are those of its tables, claims and
applications."""


@pytest.fixture(scope="module")
def two(app, engine, owner_engine, clock):
    return Two(Office(app, engine, owner_engine, clock))


@pytest.fixture(scope="module")
def browser(two):
    return two.bureau.at(DISTRICT)


def address_of(page, ids):
    """A page's address about the entries of these ids."""
    kind = page.rule.split("<id(")[1].split(")")[0] if "<id(" in page.rule else ""
    return page.rule.split("<")[0] + ids[kind] + page.rule.split(">")[1] if kind else page.rule


def read(answer):
    """What a page or a workbook says."""
    if answer.mimetype == "text/html":
        return answer.get_data(as_text=True)
    book = CalamineWorkbook.from_filelike(BytesIO(answer.data))
    return str([book.get_sheet_by_name(name).to_python() for name in book.sheet_names])


class TestPagesOfADistrict:
    def test_are_these_and_no_others(self):
        assert {name for name, page in PAGES.items() if page.is_open_to(DISTRICT)} == OPEN | OF_TABLES

    @pytest.mark.parametrize("name", sorted(OPEN - {"end_own_session", "own_password"}))
    def test_show_what_is_its_own_and_no_word_of_anothers(self, two, browser, name):
        page, (ours, theirs) = PAGES[name], two.of.values()
        if "<" not in page.rule:
            assert SECRET not in read(browser.get(address_of(page, ours)))
            asked = f"{page.rule}?q={SECRET}" if name.startswith("list_") else page.rule
            ids = "&".join(f"{kind}_id={theirs[kind]}" for kind in ("enterprise", "contract"))
            narrowed = f"{asked}{'&' if '?' in asked else '?'}{ids}"
            for address in (asked, narrowed):
                answer = browser.http.get(address, buffered=True)
                assert answer.status_code in {200, 422}
                assert SECRET not in read(answer).replace(f'value="{SECRET}"', "")
            return
        if name not in ENTERED or name.startswith("record_"):
            assert browser.get(address_of(page, ours)).status_code == 200
        assert SECRET not in browser.get(address_of(page, theirs), status=404).text

    def test_begin_with_its_enterprises(self, browser):
        text = browser.get("/enterprises").text
        assert "思明厂" in text
        assert 'action="/search"' not in text

    def test_say_nothing_of_officers_rulings_or_other_kinds(self, two, browser):
        made = two.ours.post("/enterprises", two.enterprise("思明区", uscc=credit_code())).json["id"]
        ruled = {"reason": "密谈所得", "data": {"name": "认定厂"}}
        assert two.officer.post(f"/enterprises/{made}/correction", ruled, version=1).status_code == 200
        assert "人工认定" in two.bureau.at("officer").get(f"/enterprises/{made}").text
        told = browser.get(f"/enterprises/{made}").text
        assert "认定厂" in told
        assert "人工认定" not in told
        assert "密谈所得" not in told
        text = browser.get(f"/enterprises/{two.of['思明区']['enterprise']}").text
        assert "officer的人" not in text + told
        for word in ("满意度", "投诉", "核查认定", "线索"):
            assert word not in text
        assert "/correction" not in text, "the bureau has entered it"

    @pytest.mark.parametrize("name", ["today", "search", "providers", "leads", "list_surveys", "persons"])
    def test_are_closed_otherwise(self, browser, name):
        browser.get(PAGES[name].rule, status=403)


class TestWhatIsEnteredOnPages:
    def test_is_of_its_own_enterprises(self, two, browser):
        typed = {"name": "新页厂", "uscc": "", "district": "思明区", "size": "small"}
        typed["industry"] = two.enterprise("思明区")["industry"]
        there = browser.follow(browser.send("/enterprises/new", typed)).text
        assert "新页厂" in there
        assert "/correction" in there
        refused = browser.send("/enterprises/new", {**typed, "district": THEIRS}, status=422)
        assert "须为所辖的：思明区" in refused.text

    def test_names_no_enterprise_of_anothers(self, two, browser):
        typed = {"enterprise": f"{SECRET}厂", "what": "withdrawn", "occurred_on": "2026-03-01"}
        refused = browser.send("/enterprise-changes/new", typed, status=422)
        assert "没有标识为" in refused.text
        typed["enterprise"] = "思明厂"
        assert "思明厂" in browser.follow(browser.send("/enterprise-changes/new", typed)).text

    def test_prefills_no_name_of_anothers(self, two, browser):
        theirs = two.of[THEIRS]["enterprise"]
        assert SECRET not in browser.get(f"/contracts/new?enterprise_id={theirs}").text


class TestThePersonsPage:
    def test_says_and_changes_the_districts(self, two):
        admin = two.bureau.at("admin")
        typed = {"name": "区里人", "roles": ["district"], "districts": "思明区、 湖里区"}
        there = admin.follow(admin.send("/persons/new", typed))
        assert "思明区、湖里区" in there.text or "湖里区、思明区" in there.text
        without = {**typed, "name": "另一人", "districts": ""}
        assert "须写明所属的县" in admin.send("/persons/new", without, status=422).text


class TestTables:
    def test_are_drafted_printed_and_submitted_by_the_district(self, two, browser):
        typed = {
            "district": "思明区",
            "call": "listing",
            "title": "关于申报第二批试点企业的通知",
            "as_of": "2026-03-31",
            "maker": "陈晨",
            "reviewer": "吴越",
            "recommended": "思明厂；推荐",
        }
        there = browser.send("/recommendations/new", typed).headers["Location"]
        page = browser.get(there).text
        assert "待报送" in page
        printed = browser.get(f"{there}/table").text
        assert "思明厂" in printed
        assert "制表人：陈晨" in printed
        assert "审核人：吴越" in printed
        book = read(browser.get(f"{there}/table.xlsx"))
        for words in ("推荐汇总表", "企业名称", "信用代码", "数据截至：2026-03-31", "审核人：吴越"):
            assert words in book
        browser.post(f"{there}/submission", page=there)
        assert "已报送" in browser.get(there).text
        browser.post(f"{there}/receipt", page=there, status=403)
        wrong = browser.send(
            "/recommendations/new", {**typed, "recommended": f"{SECRET}厂；推荐"}, status=422
        )
        assert "企业名册中思明区没有" in wrong.text

    def test_of_another_are_not_there(self, two, browser):
        made = two.theirs.post(
            "/recommendations",
            {
                "district": THEIRS,
                "call": "listing",
                "title": f"{SECRET}通知",
                "as_of": "2026-03-31",
                "maker": "甲",
                "reviewer": "乙",
                "recommended": [f"{SECRET}厂；推荐"],
            },
        ).json["id"]
        assert SECRET not in browser.get("/recommendations").text
        for end in ("", "/table", "/table.xlsx", "/revision", "/withdrawal"):
            assert SECRET not in read(browser.get(f"/recommendations/{made}{end}", status=404))


@pytest.fixture(scope="module")
def call(two):
    """A call for which districts collect, and one for which they do not; gives its first day."""
    today = two.bureau.clock.now.date()
    for number, collects in (("第一批", True), ("第二批", False)):
        said = {
            "number": number,
            "notice_no": "厦工信企业函〔2026〕1号",
            "notice_title": "关于开展服务商遴选的通知",
            "notice_in": "https://example.gov.cn/1",
            "open_from": today.isoformat(),
            "open_until": (today + timedelta(10)).isoformat(),
            "categories": ["product"],
            "conditions": ["有技术团队"],
            "by_districts": collects,
        }
        assert two.officer.post("/admission-batches", said).status_code == 201
    return today.isoformat()


class TestApplications:
    def enter(self, two, name):
        """What a district enters of a provider of this name."""
        code = credit_code()
        assert two.officer.post("/providers", {"uscc": code, "name": name}).status_code == 201
        return {"batch": "第一批", "uscc": code, "category": "product"}

    def test_are_entered_and_listed_by_the_district(self, two, browser, call):
        form = browser.get("/district-applications/new").text
        assert "第一批（厦工信企业函〔2026〕1号" in form
        assert "第二批" not in form
        assert "思明区" in form
        assert THEIRS not in form
        typed = {"district": "思明区", "received_on": call, **self.enter(two, "思明申报公司")}
        browser.follow(browser.send("/district-applications/new", typed))
        text = browser.get("/district-applications").text
        for words in ("思明申报公司", "第一批", "已收到，审查中", "登记收取的入库申报"):
            assert words in text
        assert "思明申报公司" in read(browser.get("/district-applications.xlsx"))
        refused = browser.send("/district-applications/new", {**typed, "uscc": credit_code()}, status=422)
        assert "服务商名册没有这个信用代码" in refused.text

    def test_of_another_are_not_there(self, two, browser, call):
        said = {"district": THEIRS, "received_on": call, **self.enter(two, f"{SECRET}公司")}
        assert two.theirs.post("/district-applications", said).status_code == 201
        for address in ("", "?batch=第一批", "?supplementing=true", ".xlsx"):
            assert SECRET not in read(browser.get(f"/district-applications{address}"))

    def test_stand_at_the_bureau_with_their_district(self, two, browser, call):
        officer = two.bureau.at("officer")
        said = {"district": "思明区", "received_on": call, **self.enter(two, "思明另一公司")}
        assert two.ours.post("/district-applications", said).status_code == 201
        listed = two.officer.get("/admission-applications").json["items"]
        page = officer.get(f"/admission-applications/{listed[0]['id']}").text
        assert "登记的县（市、区）" in page
        assert listed[0]["district"] in page
        batch = officer.get(f"/admission-batches/{listed[0]['admission_batch_id']}").text
        assert "由县（市、区）收取申报" in batch
        browser.get(f"/admission-applications/{listed[0]['id']}", status=403)
