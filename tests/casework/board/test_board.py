"""The bureau's notice board as strangers read it: off twice, then what a person has put there, no more."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import text

from banfa.front.heads import look_at
from banfa.settings import Settings
from banfa.web.app import create_app
from tests.casework.board_office import TITLE, WORDING, BoardOffice, like, words_of
from tests.strong_secret import SECRET

HOSTILE = "<script>alert(1)</script>{{ 7*7 }} \"'&<img src=x onerror=alert(1)>"
SECOND = {"林晓", "郑文"}


class TestOff:
    def test_is_the_board_of_a_deployment_that_has_none(self, office, without):
        shown = office.show()
        strangers = without.test_client()
        paths = [
            "/public",
            office.board,
            shown,
            "/public/nobody",
            f"/public/nobody/{shown[-35:]}",
            "/robots.txt",
        ]
        answers = [strangers.get(path) for path in paths]
        assert {answer.status_code for answer in answers} == {404}
        assert len({re.sub(r"[0-9a-f-]{36}", "", answer.text) for answer in answers}) == 1
        assert not any("X-Robots-Tag" in answer.headers for answer in answers)

    def test_takes_no_step_in_a_deployment_that_has_none(self, office, without):
        notice = office.review()
        officer = office.officer
        there = type(officer)(without.test_client(), officer.tenant, officer.secret)
        answer = there.post(f"/publications/{notice}/showing", {"days": 7, "day_unit": "日"}, version=2)
        assert (answer.status_code, answer.json.get("code")) == (409, "public_pages_off")
        assert office.get(f"/publications/{notice}")["state"] == "reviewed"

    def test_is_that_of_a_bureau_without_a_document(self, make_bureau):
        office = make_bureau()
        notice = office.review()
        body = {"days": 7, "day_unit": "日"}
        office.post(f"/publications/{notice}/showing", body, expect=(409, "board_closed"))
        assert office.status() == 404

    def test_cannot_be_told_from_nobodys(self, make_bureau, statements):
        """By what is answered, nor by the work it takes."""
        open_one, closed = make_bureau(), make_bureau()
        open_one.open_board()
        shown = open_one.show()
        closed.open_board()
        closed.show()
        closed.open_board(public_pages=False)
        seen = []
        for slug in (closed.bureau.tenant.slug, "nobody", "Nobody'; --"):
            for path in (f"/public/{slug}", f"/public/{slug}/{shown.rpartition('/')[2]}"):
                statements.clear()
                answer = like(open_one.read(path))
                seen.append((answer[0], answer[1], tuple(sorted(answer[2].items())), len(statements)))
        assert len(set(seen)) == 1
        assert seen[0][0] == 404
        statements.clear()
        assert open_one.status(shown) == 200
        assert len(statements) == seen[0][3]

    def test_is_what_a_later_document_has_closed(self, office):
        shown = office.show()
        assert (office.status(), office.status(shown)) == (200, 200)
        office.open_board(public_pages=False)
        assert (office.status(), office.status(shown)) == (404, 404)

    def test_is_no_other_than_yes_or_no(self, office):
        office.numbers += 1
        body = {
            "kind": "internal", "edition": office.profile.latest.key, "document_no": "局办〔2026〕99号",
            "issuer": office.profile.city.bureau, "issued_on": office.today.isoformat(),
            "document_class": "internal", "body": {"public_pages": "yes"},
        }  # fmt: skip
        assert office.officer.post("/instruments", body).status_code == 422


class TestWhatStandsThere:
    def test_is_what_was_put_there_alone(self, office):
        removal = office.plan_removal()[1]
        drafted = office.post(
            f"/remedies/{removal}/publications", {"form": "before", "wording": WORDING, "addressees": []}
        )["id"]
        reviewed, handed, posted = (office.review() for _ in range(3))
        for notice in (handed, posted):
            office.post(f"/publications/{notice}/handover")
        office.attach(f"/publications/{posted}", "evidence")
        where = {"address": f"{office.board}/{posted}", "posted_on": office.today.isoformat()}
        office.post(f"/publications/{posted}/posting", where | {"until": "2026-03-20"})
        for notice in (drafted, reviewed, handed, posted):
            assert office.status(f"{office.board}/{notice}") == 404
        assert "现在没有公示内容。" in words_of(office.read())
        assert office.status(office.show(handed)) == 200

    def test_says_what_the_provision_carries_and_nothing_else(self, office):
        shown = office.show()
        assert words_of(office.read(shown)) == [
            "工业和信息化局",
            TITLE,
            "类别", "公示",
            "依据", f"《{office.profile.latest.title}》第十四条第（九）项",
            "起止", "2026-03-02至2026-03-09（7日，自次日起算）",
            WORDING,
            "全部公示",
            "工业和信息化局",
        ]  # fmt: skip
        assert words_of(office.read()) == [
            "工业和信息化局", "信息公示栏", TITLE, "公示，2026-03-02至2026-03-09", "工业和信息化局",
        ]  # fmt: skip
        assert re.findall(r'href="([^"]+)"', office.read().text) == [shown]

    def test_has_the_number_of_the_decision(self, make_bureau):
        office = make_bureau("after")
        office.open_board()
        provider, removal = office.remove()
        (decision,) = office.decisions(provider)
        shown = office.show(removal=removal, form="after", title=None)
        page = words_of(office.read(shown))
        assert page[1:6] == ["公布", "类别", "公布", "文号", decision["document_no"]]
        everything = office.read(shown).text + office.read().text
        assert not any(name in everything for name in (*SECOND, "何平", "陈立", "某某科技", "案〔"))

    def test_is_never_anothers(self, office, make_bureau):
        other = make_bureau()
        other.open_board()
        shown = office.show()
        there = f"{other.board}/{shown.rpartition('/')[2]}"
        assert (other.status(there), other.status()) == (404, 200)
        assert TITLE not in other.read().text
        assert like(other.read(there)) == like(other.read(f"{other.board}/pb_{'0' * 32}"))

    @pytest.mark.parametrize(("circle", "code"), [("pilot", "circular_not_public"), ("public", None)])
    def test_is_no_circular_to_addressees(self, make_office, circle, code):
        """厦门第十二条: 通报, whose circle the text leaves to a published document."""
        office = make_office("xiamen", BoardOffice)
        office.settle({"circular.circle": circle})
        office.open_board()
        provider = office.new_provider()
        removal = office.plan(office.find_case(provider, "12.1"), "removal")
        office.tell_and_hear(removal, provider)
        office.decide(removal, provider, title="关于取消试点工作资格的决定")
        notice = office.review("circular", removal, addressees=["各区工信部门"])
        if code is None:
            assert "通报" in words_of(office.read(office.show(notice)))
            return
        body = {"days": 7, "day_unit": "日"}
        office.post(f"/publications/{notice}/showing", body, expect=(409, code))
        assert office.status(f"{office.board}/{notice}") == 404

    def test_is_no_decision_before_it_works(self, make_bureau):
        office = make_bureau("after")
        office.open_board()
        provider, removal = office.plan_removal()
        office.tell_and_hear(removal, provider)
        document = office.draft(removal, title="关于清退的决定")
        office.approve(document)
        office.issue(document)
        notice = office.review(form="after", removal=removal)
        body = {"days": 7, "day_unit": "日"}
        office.post(f"/publications/{notice}/showing", body, expect=(409, "not_in_effect"))
        office.serve(document, provider)
        assert office.status(office.show(notice)) == 200

    def test_is_passed_by_another_first(self, office):
        removal = office.plan_removal()[1]
        body = {"form": "before", "wording": WORDING, "addressees": []}
        notice = office.post(f"/remedies/{removal}/publications", body)["id"]
        days = {"days": 7, "day_unit": "日"}
        office.post(f"/publications/{notice}/showing", days, expect=(409, "wrong_state"))
        for wrong in ({**days, "days": 91}, {**days, "days": 0}, {**days, "day_unit": "个月"}, {"days": 7}):
            answer = office.officer.post(f"/publications/{notice}/showing", wrong, version=1)
            assert answer.status_code == 422

    def test_is_text(self, office):
        shown = office.show(title=HOSTILE[:100], wording=f"{HOSTILE}\n{'长' * 3000}\n第二段")
        for page in (office.read(shown), office.read()):
            assert "<script" not in page.text
            assert "<img" not in page.text
            assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7*7 }}" in page.text
        assert "长" * 3000 in office.read(shown).text


class TestAnAnswer:
    def test_is_for_no_search_engine_cache_script_or_cookie(self, office):
        shown = office.show()
        for path in (
            office.board,
            shown,
            f"{office.board}/pb_nothing",
            "/public",
            "/robots.txt",
            "/public/a/b/c",
        ):
            answer = office.read(path, headers={"Cookie": "banfa=abc.def"})
            headers = answer.headers
            assert headers["X-Robots-Tag"] == "noindex, nofollow, noarchive"
            assert headers["Cache-Control"] == "no-store"
            policy = headers["Content-Security-Policy"]
            assert policy.startswith("default-src 'none'; style-src 'sha256-")
            assert "script" not in policy
            assert not {"Set-Cookie", "ETag", "Last-Modified"} & {*headers.keys()}
            if path != "/robots.txt":
                assert '<meta name="robots" content="noindex, nofollow, noarchive">' in answer.text
                assert not re.search(r"<(script|link|form|img|iframe)\b", answer.text)
                assert 'lang="zh-CN"' in answer.text
        assert office.read("/robots.txt").text == "User-agent: *\nDisallow: /\n"

    def test_is_a_page_and_nothing_for_programs(self, office):
        office.show()
        for accepted in ("application/json", "application/atom+xml", "*/*"):
            assert office.read(headers={"Accept": accepted}).mimetype == "text/html"
        for rest in (".json", ".xml", "/feed", "/atom", "/sitemap.xml", "/index.json"):
            assert office.status(office.board + rest) == 404
        assert office.status("/sitemap.xml") == 404
        assert not [
            path
            for path in map(str, office.bureau.app.url_map.iter_rules())
            if path.startswith("/api") and "public/" in path
        ]

    def test_is_to_reading_alone(self, office):
        shown = office.show()
        http = office.bureau.app.test_client()
        for method in ("POST", "PUT", "DELETE", "PATCH"):
            assert http.open(shown, method=method).status_code == 405
        assert http.head(shown).status_code == 200

    def test_leaves_nothing(self, office, engine):
        """No trace of reading, no link: nobody is shown who is anybody's to trace."""
        shown = office.show()
        rows = text(
            "SELECT (SELECT count(*) FROM read_trace), (SELECT count(*) FROM audit_link),"
            " (SELECT count(*) FROM event)"
        )

        def count():
            with engine.begin() as connection:
                connection.execute(
                    text(f"SELECT set_config('banfa.tenant', '{office.bureau.tenant.id}', true)")
                )
                return tuple(connection.execute(rows).one())

        before = count()
        assert (office.status(), office.status(shown)) == (200, 200)
        assert count() == before

    def test_is_one_of_a_strangers_share(self, office, app):
        headers = [(b"host", b"localhost")]
        whence = {"headers": headers, "client": ("10.0.0.1", 1)}
        scope = {"path": office.board, "method": "GET", "query_string": b"", **whence}
        head = look_at(app, scope)
        assert (head.caller.group, head.caller.key, head.dear) == ("strangers", "address 10.0.0.1", False)

    def test_is_one_of_so_many_a_minute(self, office, engine, cities, clock, tmp_path):
        settings = Settings(data_dir=tmp_path, secret=SECRET, public_pages=True, limit_address=3)
        http = create_app(settings, engine, cities, clock=clock).test_client()
        paths = (office.board, "/public/nobody", office.board, office.board, "/public/nobody")
        assert [http.get(path).status_code for path in paths] == [200, 404, 200, 429, 429]
        answer = http.get(office.board)
        assert int(answer.headers["Retry-After"]) >= 1
        assert answer.mimetype == "text/html"

    def test_is_the_same_where_the_api_alone_is_offered(self, office, engine, cities, clock, tmp_path):
        shown = office.show()
        settings = Settings(data_dir=tmp_path, secret=SECRET, public_pages=True, offer="api")
        http = create_app(settings, engine, cities, clock=clock).test_client()
        assert words_of(http.get(shown)) == words_of(office.read(shown))
        assert words_of(http.get("/public/nobody")) == words_of(office.read("/public/nobody"))


def test_a_long_board_has_pages(office, statements):
    """As many statements for one as for twenty-two, twenty a page, newest first."""
    office.show(title="第0件")
    statements.clear()
    assert office.status() == 200
    for_one = len(statements)
    removal = office.plan_removal()[1]
    for number in range(1, 22):
        office.show(removal=removal, title=f"第{number}件")
    statements.clear()
    first = office.read()
    assert len(statements) == for_one
    assert re.findall("第[0-9]+件", first.text) == [f"第{n}件" for n in range(21, 1, -1)]
    (more,) = re.findall(r'href="([^"]+)">更早的', first.text)
    assert re.fullmatch(rf"{office.board}\?before=pb_[0-9a-f]{{32}}", more)
    assert re.findall("第[0-9]+件", office.read(more).text) == ["第1件", "第0件"]
    assert office.read(f"{office.board}?before=nonsense").text == first.text
