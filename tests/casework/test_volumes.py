"""A case's file: all of it for the bureau, without how it came to decide for its party."""

from __future__ import annotations

import io
from datetime import date, timedelta
from zipfile import ZipFile

import pypdf


def names(office, case, kind):
    answer = office.officer.get(f"/cases/{case}/volume", kind=kind)
    assert answer.status_code == 200, answer.json
    archive = ZipFile(io.BytesIO(answer.data))
    return archive, [name.split(" ")[1] for name in archive.namelist()[1:]]


class TestAVolume:
    def test_holds_what_hangs_on_the_case_and_its_party_gets_no_opinions(self, xiamen):
        xiamen.go_to(date(2026, 4, 20))
        provider = xiamen.new_provider()
        case = xiamen.find_case(provider, "11.6")
        warning = xiamen.plan(case, "warning")
        xiamen.decide(warning, provider, title="关于提醒的通知")
        xiamen.go_to(xiamen.today + timedelta(days=3))
        xiamen.attach(f"/remedies/{warning}", "evidence")
        archive, kinds = names(xiamen, case, "internal")
        assert sorted(kinds) == ["用印件扫描", "签批单", "证据材料", "送达回证"]
        listed = "".join(
            p.extract_text() for p in pypdf.PdfReader(io.BytesIO(archive.read("目录.pdf"))).pages
        )
        assert listed.count("签发后补入") == 1
        _, kinds = names(xiamen, case, "outward")
        assert sorted(kinds) == ["用印件扫描", "证据材料", "送达回证"]
        traces = xiamen.bureau.client("admin").get("/audit/reads").json["items"]
        assert sum(trace["way"] == "get_case_volume" for trace in traces) == 2
