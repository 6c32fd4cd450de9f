"""Lists of named things: searched, put in order, narrowed and counted, walked along their cursors."""

from __future__ import annotations

import pytest

from banfa.ledger.kinds.registry import KINDS
from tests.web.clients import credit_code
from tests.web.document import PATHS
from tests.web.scenario import BY_NAME

IN_ORDER = (
    *("阿里云", "ABC 2号", "ABC 10号", "长春一汽", "长沙精密", "重庆智能"),
    *("厦门钨业", "张三科技", "张四科技", "章三科技"),
)
NAMES = IN_ORDER[::-1]


@pytest.fixture
def providers(officer):
    rows = [{"external_id": name, "uscc": credit_code(), "name": name} for name in NAMES]
    assert officer.post("/providers/bulk", {"rows": rows}).json["created"] == len(NAMES)
    return {row["name"]: row["uscc"] for row in rows}


def walk(client, path, **query):
    return [row for page in client.pages(path, **query) for row in page]


def names(client, path="/providers", **query):
    return [row["name"] for row in walk(client, path, **query)]


class TestNames:
    def test_stand_by_pinyin(self, officer, providers):
        assert names(officer, sort="name") == [*IN_ORDER]
        assert names(officer, sort="-name", limit=3) == [*NAMES]

    @pytest.mark.parametrize(
        ("q", "wanted"),
        [
            ("科技", ["章三科技", "张四科技", "张三科技"]),
            ("ａｂｃ１０", ["ABC 10号"]),
            ("cczn", []),
            ("cqzn", ["重庆智能"]),
            ("xiamen", ["厦门钨业"]),
        ],
    )
    def test_are_found_by_what_they_contain_and_by_pinyin(self, officer, providers, q, wanted):
        assert names(officer, q=q) == wanted

    def test_are_found_by_code(self, officer, providers):
        code = providers["阿里云"]
        assert names(officer, q=code[5:].lower()) == names(officer, uscc=code) == ["阿里云"]

    def test_follow_a_correction(self, officer, providers):
        (row,) = officer.get("/providers", q="阿里云").json["items"]
        path = f"/providers/{row['id']}/correction"
        assert (
            officer.post(path, {"data": {"name": "最后一家"}, "reason": "更名"}, version=row["version"]).json[
                "outcome"
            ]
            == "corrected"
        )
        assert names(officer, q="aliyun") == []
        assert names(officer, sort="name")[-1] == "最后一家"

    def test_of_nothing_are_not_searched_for(self, officer):
        assert officer.get("/providers", q="\u200b").status_code == 422


class TestEveryList:
    @pytest.mark.long
    @pytest.mark.parametrize("kind", KINDS)
    def test_is_walked_in_every_order(self, storied, kind):
        client, path = storied.client("officer"), PATHS[f"list_{KINDS[kind].plural}"]
        whole = client.get(path, limit=200, count="true").json
        sorts = BY_NAME[f"list_{KINDS[kind].plural}"].query["sort"]["enum"]
        for sort in sorts:
            walked = [row["id"] for row in walk(client, path, sort=sort, limit=40)]
            assert len(walked) == len(set(walked)) == whole["total"]
            if whole["next"] is None:
                assert set(walked) == {row["id"] for row in whole["items"]}

    @pytest.mark.parametrize("path", ["/persons", "/sources", "/instruments", "/rounds"])
    def test_of_the_bureau_is_too(self, storied, path):
        client = storied.client("admin")
        sorts = BY_NAME[f"list_{path[1:]}"].query["sort"]["enum"]
        whole = client.get(path, count="true").json
        for sort in sorts:
            assert len(walk(client, path, sort=sort, limit=1)) == whole["total"]

    @pytest.mark.parametrize(
        ("path", "query"),
        [
            ("/providers", {"sort": "uscc"}),
            ("/acceptances", {"q": "x"}),
            ("/contracts", {"kind": "nope"}),
            ("/enterprises", {"industry": "nope"}),
            ("/providers", {"updated_since": "昨天"}),
            ("/persons", {"role": "king"}),
            ("/sources", {"kind": "nope"}),
            ("/instruments", {"kind": "nope"}),
            ("/rounds", {"state": "nope"}),
        ],
    )
    def test_refuses_what_it_does_not_offer(self, storied, path, query):
        answer = storied.client("admin").get(path, **query)
        assert answer.status_code == 422
        assert answer.json["detail"].endswith("。")

    def test_keeps_its_cursor_to_its_order(self, officer, providers):
        after = officer.get("/providers", sort="name", limit=2).json["next"]
        assert len(officer.get("/providers", sort="name", after=after).json["items"]) == len(NAMES) - 2
        assert officer.get("/providers", sort="-name", after=after).json["code"] == "cursor_invalid"
        assert officer.get("/providers", after=after).json["code"] == "cursor_invalid"

    def test_counts_only_what_is_asked_for(self, officer, providers):
        assert "total" not in officer.get("/providers").json
        page = officer.get("/providers", q="科技", limit=1, count="true").json
        assert (len(page["items"]), page["total"]) == (1, 3)

    def test_tells_what_came_since(self, officer, providers):
        (row,) = officer.get("/providers", q="长春").json["items"]
        officer.post(
            f"/providers/{row['id']}/correction",
            {"data": {"address": "某路1号"}, "reason": "补填"},
            version=row["version"],
        )
        since = officer.get(f"/providers/{row['id']}").json["recorded_at"]
        assert since > row["recorded_at"]
        assert names(officer, updated_since=since) == ["长春一汽"]
        assert len(names(officer, updated_since=row["recorded_at"])) == len(NAMES)
        assert names(officer, updated_since="2199-12-31T00:00:00+08:00") == []


class TestOfTheBureau:
    def test_are_searched(self, bureau):
        admin = bureau.client("admin")
        for name in ("王敏", "王芳", "欧阳明"):
            admin.post("/persons", {"name": name, "roles": ["officer"]})
        assert names(admin, "/persons", q="wm") == ["王敏"]
        assert names(admin, "/persons", role="officer", sort="name") == ["欧阳明", "王芳", "王敏"]
        assert [row["key"] for row in walk(admin, "/sources", q="bureau")] == ["bureau"]
