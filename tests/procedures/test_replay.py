"""The receipt: replayed to the byte with nothing but the file; what is said of one that was altered."""

from __future__ import annotations

import base64
import copy
import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import rfc8785

from banfa.procedures.receipts.arrays import pack_array, pack_ids, unpack_array, unpack_ids
from banfa.procedures.receipts.format import ReceiptError
from banfa.procedures.receipts.replay import replay
from tests.procedures.quarter import Quarter

ROOT = Path(__file__).parents[2]
PROVIDERS = ("甲", "乙", "丙")


@pytest.fixture(scope="module")
def kept():
    """The receipt of this module's one round, made by the first test that needs it."""
    return {}


@pytest.fixture
def data(request, kept):
    if "data" not in kept:
        kept["data"] = make(request.getfixturevalue("xiamen"), kept)
    return kept["data"]


def make(office, kept):
    quarter = Quarter(office)
    quarter.add("甲", products=8, scenarios=8, honour=2)
    quarter.add("乙", products=3, rated={"attitude": (90, 70)})
    quarter.add("丙")
    office.set_all()
    office.complete(but=("review",))
    round_id = office.open("2026年第一季度")
    office.cut_off(round_id)
    office.exclude(round_id, quarter.ids["丙"], reason="停业整顿")
    kept["digest"] = office.compute(round_id)["computation"]["digest"]
    kept["ids"] = [quarter.ids[name] for name in PROVIDERS]
    return office.receipt(round_id)


@pytest.fixture
def receipt(data):
    return json.loads(data)


def written(receipt):
    return rfc8785.dumps(receipt)


def rehashed(receipt):
    """The receipt with all its hashes made to fit: what somebody would do who knows how."""
    receipt = copy.deepcopy(receipt)
    hashes = {
        name: hashlib.sha256(rfc8785.dumps(receipt[name])).hexdigest()
        for name in ("about", "law", "facts", "results")
    }
    hashes["receipt"] = hashlib.sha256(rfc8785.dumps(hashes)).hexdigest()
    return receipt | {"hashes": hashes}


class TestReplaying:
    def test_gives_the_same_to_the_byte(self, data, kept):
        outcome = replay(data)
        assert outcome.differences == ()
        assert (outcome.providers, outcome.digest) == (3, kept["digest"])

    def test_needs_no_database_no_settings_and_no_plugin(self, data, tmp_path):
        """The city's plugin cannot be imported, and no address of a server is set."""
        path = tmp_path / "receipt.json"
        path.write_bytes(data)
        program = (
            "import socket, sys\n"
            "class Gone:\n"
            "    def find_spec(self, name, path=None, target=None):\n"
            "        if name.startswith('banfa_'): raise ModuleNotFoundError(name)\n"
            "def refuse(*_): raise OSError('no network here')\n"
            "sys.meta_path.insert(0, Gone())\n"
            "socket.socket.connect = refuse\n"
            "from banfa.cli.main import main\n"
            f"sys.argv = ['banfa', 'replay', {str(path)!r}]\n"
            "sys.exit(main())\n"
        )
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("BANFA_", "DATABASE_", "REDIS_"))}
        ran = subprocess.run(
            [sys.executable, "-c", program],
            cwd=tmp_path,
            env=kept,
            capture_output=True,
            text=True,
            check=False,
        )
        assert ran.returncode == 0, ran.stdout + ran.stderr
        assert "逐字节一致" in ran.stdout

    def test_tells_whose_receipt_it_is_and_what_it_rests_on(self, receipt, kept):
        about = receipt["about"]
        assert about["round"]["name"] == "2026年第一季度"
        assert about["trial"] is False
        assert [one["kind"] for one in about["instruments"]] == ["promulgation", "terms", "internal"]
        assert about["excluded"] == [
            {"provider_id": kept["ids"][2], "reason": "停业整顿", "document_no": "文〔2026〕1号"}
        ]
        assert "review" not in about["complete"]
        assert len(unpack_ids(about["evidence"]["product"])) == 11


class TestAnAlteredReceipt:
    """Whatever was altered is said, and where."""

    def said(self, receipt):
        return replay(written(receipt)).differences

    def test_result(self, receipt, kept):
        grades = unpack_array(receipt["results"]["grade_best"])
        grades[1] -= 1
        receipt["results"]["grade_best"] = pack_array(grades)
        first, *rest = self.said(rehashed(receipt))
        assert first == f"服务商 {kept['ids'][1]} 可能的最好等级：凭证 {grades[1]}，重算 {grades[1] + 1}"
        assert all("总哈希" in one for one in rest)

    def test_points_of_a_criterion(self, receipt, kept):
        points = unpack_array(receipt["results"]["points_low"])
        points[4, 0] += 100
        receipt["results"]["points_low"] = pack_array(points)
        assert f"服务商 {kept['ids'][0]} 第 5 项指标 得分下限：凭证 900，重算 800" in self.said(receipt)

    def test_fact(self, receipt, kept):
        """Of eight products one is taken away: 6 points instead of 8."""
        column = receipt["facts"]["columns"]["products@as_of"]
        products = unpack_array(column["low"])
        products[0] = 7
        column["low"] = pack_array(products)
        said = self.said(receipt)
        assert f"服务商 {kept['ids'][0]} 第 5 项指标 得分下限：凭证 800，重算 600" in said
        assert any(one.startswith("“事实”部分或其哈希被改动") for one in said)
        assert self.said(rehashed(receipt))[0].startswith("服务商")

    def test_fact_whose_bytes_do_not_fit_their_hash(self, receipt):
        column = receipt["facts"]["columns"]["products@as_of"]["low"]
        raw = bytearray(base64.b64decode(column["bytes"]))
        raw[0] ^= 1
        column["bytes"] = base64.b64encode(raw).decode()
        with pytest.raises(ReceiptError, match="事实 products@as_of"):
            replay(written(receipt))

    def test_law(self, receipt):
        receipt["law"]["grading"]["bands"][0]["floor"] = 95
        receipt["law"]["rubric"]["cap"] = 10
        said = self.said(receipt)
        assert any("总分下限：凭证" in one for one in said)
        assert any(one.startswith("“规则”部分或其哈希被改动") for one in said)
        assert self.said(rehashed(receipt))

    def test_law_that_is_none(self, receipt):
        receipt["law"]["rubric"]["$"] = "Rubrik"
        with pytest.raises(ReceiptError, match="规则"):
            replay(written(receipt))

    def test_about(self, receipt):
        receipt["about"]["bureau"] = "别家"
        said = self.said(receipt)
        assert len(said) == 2
        assert said[0].startswith("“说明”部分或其哈希被改动")
        assert said[1].startswith("凭证总哈希不符")

    def test_exclusion(self, receipt):
        receipt["facts"]["excluded"] = pack_array(np.zeros(3, bool))
        assert any("是否参评：凭证 0，重算 2" in one for one in self.said(rehashed(receipt)))

    @pytest.mark.parametrize("name", ["about", "law", "facts", "results", "receipt"])
    def test_hash(self, receipt, name):
        receipt["hashes"][name] = "0" * 64
        (said,) = self.said(receipt)
        assert "0" * 64 in said

    def test_order_or_spacing(self, data, receipt):
        for other in (
            json.dumps(receipt, ensure_ascii=False).encode(),
            data + b"\n",
            data.replace(b'{"about":', b'{"about":1,"about":', 1),
        ):
            assert replay(other).differences == ("文件字节与规范写法不同（内容一致，写法被改动）",)

    def test_with_more_in_it(self, receipt):
        assert "凭证中多出“note”" in self.said(receipt | {"note": 1})
        receipt["facts"]["note"] = 1
        assert any("“事实”部分含有评价凭证所没有的内容" in one for one in self.said(rehashed(receipt)))
        receipt["results"]["note"] = pack_array(np.zeros(3, np.int64))
        assert "结果中多出“note”" in self.said(receipt)

    def test_with_less_in_it(self, receipt):
        del receipt["results"]["rank_best"]
        assert "结果中缺少“可能的最好名次”" in self.said(receipt)

    def test_wider_than_need_be(self, receipt):
        """The same numbers, written otherwise."""
        ranks = receipt["results"]["rank_best"]
        raw = unpack_array(ranks).astype("<i8").tobytes()
        ranks |= {
            "type": "<i8",
            "bytes": base64.b64encode(raw).decode(),
            "sha256": hashlib.sha256(raw).hexdigest(),
        }
        assert "可能的最好名次的写法不同（内容一致）" in self.said(rehashed(receipt))

    @pytest.mark.parametrize(
        "broken",
        [
            lambda _: b"no JSON",
            lambda _: b"[]",
            lambda receipt: written({**receipt, "format": "banfa-receipt-0"}),
            lambda receipt: written({k: v for k, v in receipt.items() if k != "law"}),
            lambda receipt: written({**receipt, "facts": []}),
            lambda receipt: written({**receipt, "facts": {}}),
            lambda receipt: written({**receipt, "law": {"$": "fraction", "of": [1, 2]}}),
            lambda _: b"[" * 100_000,
        ],
    )
    def test_beyond_reading_is_no_receipt(self, receipt, broken):
        with pytest.raises(ReceiptError):
            replay(broken(receipt))


class TestArrays:
    @pytest.mark.parametrize(
        ("values", "kind"),
        [
            ([0, 1, -1], "|i1"),
            ([127, -128], "|i1"),
            ([128], "<i2"),
            ([-32769], "<i4"),
            ([1 << 45], "<i8"),
            ([], "|i1"),
        ],
    )
    def test_are_held_in_the_narrowest_numbers(self, values, kind):
        array = np.array(values, np.int64)
        data = pack_array(array)
        assert data["type"] == kind
        assert unpack_array(data).tolist() == values

    def test_do_not_depend_on_how_they_were_held(self):
        for kind in (np.int8, np.int32, np.int64, ">i8"):
            assert pack_array(np.array([3, 5], kind)) == pack_array(np.array([3, 5]))
        assert pack_array(np.array([[1, 2], [3, 4]]).T) == pack_array(np.array([[1, 3], [2, 4]]))

    def test_keep_yes_and_no(self):
        assert unpack_array(pack_array(np.array([True, False]))).tolist() == [True, False]

    @pytest.mark.parametrize("ids", [[], [7], [3, 4, 1000], [10**12, 10**12 + 1]])
    def test_keep_ids(self, ids):
        assert unpack_ids(pack_ids(np.array(ids, np.int64))).tolist() == ids

    @pytest.mark.parametrize("change", [{"type": "<f8"}, {"shape": [5]}, {"bytes": "?"}, {"sha256": ""}])
    def test_that_do_not_fit_are_refused(self, change):
        with pytest.raises(ValueError, match=r"."):
            unpack_array(pack_array(np.array([1, 2])) | change)
