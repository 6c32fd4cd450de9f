"""`banfa watch`: what an operator sees, stores, and what a script can tell by the exit status."""

from __future__ import annotations

import importlib
import json
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner

from banfa.cities.loading.discovery import Cities, load_plugin
from banfa.cli import watch
from banfa.cli._table import columns, width, wrap
from banfa.cli.main import main
from banfa.ledger.recording.record import record_entry
from banfa.procedures.watch import hits
from banfa.settings import Settings
from banfa.trust.tenants import operator
from banfa.trust.unit import SHANGHAI, unit_of_work
from tests.ledger.town import code
from tests.trust.bureaus import found_bureau

TODAY = datetime.now(UTC).astimezone(SHANGHAI).date()
"""The command's own clock is the machine's."""
JOINED = TODAY - timedelta(days=200)


@pytest.fixture(scope="module")
def profile():
    return load_plugin(importlib.import_module("banfa_xiamen"), "xiamen", check=False)


@pytest.fixture(scope="module")
def bureau(engine, owner_engine, profile):
    """A bureau of Xiamen's with two members, one of which was found to have leaked, and no reports at all."""
    tenant = found_bureau(owner_engine)
    with unit_of_work(engine, operator(tenant), now=datetime.now(UTC)) as unit:
        for number, name in ((1, "鹭江数字科技有限公司"), (2, "Ada")):
            provider = record_entry(
                unit, "provider", {"uscc": code(number), "name": name}, source="test", profile=profile
            )
            member = {"provider_id": provider.id, "category": "integrator", "from_on": str(JOINED)}
            record_entry(unit, "membership", member, source="test", profile=profile)
            if number == 1:
                leak = {"provider_id": provider.id, "kind": "disclosure", "found_on": str(JOINED)}
                record_entry(unit, "finding", leak, source="test", profile=profile)
    return tenant


@pytest.fixture
def banfa(database, bureau, profile, monkeypatch):
    monkeypatch.setattr(watch, "load_sound_cities", lambda: Cities({"xiamen": profile}, {}))

    def run(*words, tenant=bureau.slug):
        settings = Settings.from_env({"DATABASE_URL": database.app_url})
        return CliRunner().invoke(main, ("watch", tenant, *words), obj=settings)

    return run


class TestText:
    def test_shows_who_has_run_into_what_and_why(self, banfa):
        answer = banfa("--clause", "11.4")
        assert answer.exit_code == 0, answer.output
        first, second, *rest = answer.stdout.splitlines()
        assert first.startswith("鹭江数字科技有限公司（编号")
        assert second.split() == ["11.4", "疑似符合", "应当", "泄露试点企业信息"]
        assert "第十一条第（四）项（泄露试点企业信息）：疑似符合，系线索提示，未经核实。" in "".join(
            line.strip() for line in rest
        )
        assert rest[-1] == f"截至{TODAY}：疑似符合1项，尚不能确定0项（试算：当日没有施行中的版本）"

    def test_shows_what_is_missing(self, banfa):
        text = banfa("--clause", "12(3)").stdout
        assert "尚不能确定2项" in text
        assert "尚需查明：入库后首份改造合同签订之日" in text.replace("\n", "").replace(" ", "")

    def test_leaves_out_what_is_open_on_demand(self, banfa):
        text = banfa("--no-open").stdout
        assert "疑似符合1项" in text
        assert "12.3" not in text

    def test_is_of_the_day_asked_for(self, banfa):
        before = JOINED - timedelta(days=1)
        assert banfa("--as-of", str(before)).stdout.splitlines() == [
            f"截至{before}：疑似符合0项，尚不能确定0项"
        ]


class TestJson:
    def test_is_one_list(self, banfa):
        (hit,) = json.loads(banfa("--format", "json", "--no-open").stdout)
        assert (hit["provider_name"], hit["clause"], hit["state"]) == ("鹭江数字科技有限公司", "11.4", "met")


class TestChoices:
    def test_take_a_provider_by_code_or_by_id(self, banfa):
        by_code = json.loads(banfa("--format", "json", "--provider", code(2)).stdout)
        assert {hit["provider_name"] for hit in by_code} == {"Ada"}
        by_id = json.loads(banfa("--format", "json", "--provider", str(by_code[0]["provider_id"])).stdout)
        assert by_id == by_code

    def test_take_an_article_for_all_its_items(self, banfa):
        found = json.loads(banfa("--format", "json", "--clause", "11", "--clause", "12.3").stdout)
        assert {hit["cite"].split(".")[0] for hit in found} == {"11", "12"}
        assert {hit["clause"] for hit in found if hit["cite"].startswith("12.")} == {"12.3"}

    @pytest.mark.parametrize(
        ("words", "exit_code", "error"),
        [
            (("--clause", "甲"), 2, "clause_malformed"),
            (("--clause", "3"), 2, "unknown_clause"),
            (("--provider", code(9)), 1, "provider_missing"),
            (("--provider", "99"), 1, "provider_missing"),
            (("--provider", "pv_" + 32 * "0"), 1, "provider_missing"),
            (("--store", "--as-of", str(TODAY + timedelta(days=2))), 2, "future_day"),
        ],
    )
    def test_are_refused_with_a_status(self, banfa, words, exit_code, error):
        answer = banfa(*words)
        assert (answer.exit_code, f"[{error}]" in answer.stderr) == (exit_code, True), answer.stderr
        assert answer.stdout == ""

    def test_refuse_a_day_that_is_none(self, banfa):
        assert banfa("--as-of", "2026-02-30").exit_code == 2

    def test_refuse_a_tenant_that_is_none(self, banfa):
        assert banfa(tenant="nowhere").exit_code == 1


class TestExitCode:
    @pytest.mark.parametrize(
        ("words", "expected"),
        [
            ((), 3),
            (("--clause", "12.3"), 4),
            (("--clause", "12.3", "--no-open"), 0),
            (("--as-of", str(JOINED - timedelta(days=1))), 0),
        ],
    )
    def test_tells_a_script(self, banfa, words, expected):
        assert banfa("--exit-code", *words).exit_code == expected
        assert banfa(*words).exit_code == 0


class TestStore:
    def test_stores_what_changed_and_says_so_beside_the_list(self, banfa, engine, bureau):
        first = banfa("--store", "--no-open", "--format", "json", "--as-of", str(TODAY))
        assert first.exit_code == 0, first.output
        assert len(json.loads(first.stdout)) == 1
        assert "已存储" in first.stderr
        assert "疑似符合（未经核实）1项" in first.stderr
        assert "没有变化" in banfa("--store").stderr
        late = banfa("--store", "--as-of", str(TODAY - timedelta(days=1)))
        assert "本次只看不存" in late.stderr
        with unit_of_work(engine, operator(bureau), now=datetime.now(UTC), read_only=True) as unit:
            assert [str(run.row.as_of) for run in hits.list_runs(unit)] == [
                str(TODAY),
                str(TODAY),
                str(TODAY - timedelta(days=1)),
            ]
            assert [one.hit.clause for one in hits.list_hits(unit, states={"met"})] == ["11.4"]
            last = hits.find_last_run(unit)
            assert last is not None
            assert last.as_of == TODAY


class TestTheTable:
    def test_counts_a_chinese_character_as_two_places(self):
        lines = list(columns([("服务商", "a", "x"), ("Ada", "条款", "y")]))
        assert lines == ["服务商  a     x", "Ada     条款  y"]
        assert width(lines[0]) == width(lines[1])

    def test_wraps_by_places_and_begins_no_line_with_a_closing_mark(self):
        assert list(wrap("第十二条，成立。", 10, "  ")) == ["  第十二条，", "  成立。"]
        assert all(width(line) <= 12 for line in wrap("甲乙丙丁戊己庚辛壬癸" * 3, 12, "  "))
