"""Paper comes in by the mouse: sent, looked at, confirmed, given back, mended, sent again."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from banfa.trust.sources import register_source
from tests.console.people import Office
from tests.web.clients import credit_code
from tests.web.sheets import make_sheet, read_sheet, read_table

HEADS = ("统一社会信用代码", "名称", "联系人及电话")


def send_sheet(browser, content, *, page="/imports", status=303, name="名录.xlsx", **fields):
    browser.get(page)
    data = {"form": "provider", "source": "bureau", **fields, "file": (io.BytesIO(content), name)}
    return browser.post("/imports/new", data, status=status)


def carry_out(office, text):
    """Carry out the work of which a page says that it is under way."""
    (job,) = re.findall(r'data-job="(\w+)"', text)
    office.work(job)


def fill(count, *, bad=0):
    """So many rows, of which the first are wrong in their code."""
    codes = [credit_code() for _ in range(count)]
    return [(code[:17] if n < bad else code, f"第{n}公司", "") for n, code in enumerate(codes)], codes


class TestTwoHundredRows:
    def test_with_ten_bad_ones_come_in_with_five_loads(self, office):
        """The page, the preview, the sheet given back, the preview of the mended one, and that it is done."""
        officer = office.at("officer")
        rows, codes = fill(200, bad=10)
        loads = 0

        def load(path):
            nonlocal loads
            loads += 1
            return officer.get(path)

        load("/imports")
        data = {"form": "provider", "file": (io.BytesIO(make_sheet(HEADS, *rows)), "名录.xlsx")}
        path = officer.post("/imports/new", data).headers["Location"]
        page = load(path).text
        assert "拒收<b>10</b>" in page
        assert "新增<b>190</b>" in page
        assert page.count("信用代码") > 10
        table = read_table(load(f"{path}/sheet.xlsx").data, "问题")
        for row, code in zip(table, codes, strict=True):
            row["统一社会信用代码"] = code
        mended = make_sheet(tuple(table[0]), *(tuple(row.values()) for row in table))
        data["file"] = (io.BytesIO(mended), "名录（问题）.xlsx")
        path = officer.post("/imports/new", data).headers["Location"]
        page = load(path).text
        assert '写入<span class="count">200</span>行' in page
        version = re.findall(r'name="version" value="(\d+)"', page)[0]
        answer = officer.post(path, {"new": "adopt", "leave_out": "", "version": version})
        page = load(answer.headers["Location"]).text
        assert "已确认，正在写入" in page
        assert loads == 5
        carry_out(office, page)
        page = officer.get(path).text
        assert "已全部按所选写入台账" in page
        assert "上传下一张表" in page
        assert "符合200家" in officer.get("/providers").text


class TestAJobThatIsCancelled:
    def test_is_told_on_the_page_of_its_sheet_and_can_be_tried_again(self, office):
        officer = office.at("officer")
        rows, _ = fill(2)
        data = {"form": "provider", "file": (io.BytesIO(make_sheet(HEADS, *rows)), "名录.xlsx")}
        path = officer.post("/imports/new", data, page="/imports").headers["Location"]
        version = re.findall(r'name="version" value="(\d+)"', officer.get(path).text)[0]
        officer.post(path, {"new": "adopt", "leave_out": "", "version": version})
        (job,) = re.findall(r'data-job="(\w+)"', officer.get(path).text)
        office.at("admin").post(f"/jobs/{job}/cancellation", page=f"/jobs/{job}")
        page = officer.get(path).text
        assert "任务已取消，可以重试" in page
        assert "data-job" not in page

    def test_is_told_in_the_list_and_by_the_api(self, office):
        officer, admin, client = office.at("officer"), office.at("admin"), office.client("officer")
        path = send_sheet(officer, make_sheet(HEADS, *fill(2)[0])).headers["Location"]

        def cancel():
            (job,) = re.findall(r'data-job="(\w+)"', officer.get(path).text)
            admin.post(f"/jobs/{job}/cancellation", page=f"/jobs/{job}")

        def read_list():
            return officer.get("/imports").text.partition("<tbody>")[2]

        def read_states():
            (listed,) = client.get("/imports").json["items"]
            return listed["state_zh"], client.get(path).json["state_zh"]

        officer.send(path, {"new": "adopt", "leave_out": "", **version(officer, path)})
        assert read_states() == ("已确认，正在登记", "已确认，正在登记")
        cancel()
        assert "登记已取消" in read_list()
        assert "正在登记" not in read_list()
        assert read_states() == ("登记已取消", "登记已取消")
        officer.post(f"{path}/preview", page=path, **version(officer, path))
        assert "已收到，正在核对" in read_list()
        cancel()
        assert "核对已取消" in read_list()
        assert "核对已取消" in officer.get(path).text


class TestAPreview:
    def test_says_what_was_and_what_will_be_and_whose_it_was(self, office):
        officer, client = office.at("officer"), office.client("officer")
        code = credit_code()
        client.post("/providers", {"uscc": code, "name": "甲公司", "contact": "旧"})
        path = send_sheet(officer, make_sheet(HEADS, (code, "", "<b>新</b>"))).headers["Location"]
        page = officer.get(path).text
        assert "<del>旧</del>" in page
        assert "<ins>&lt;b&gt;新&lt;/b&gt;</ins>" in page
        assert "bureau，20" in page
        assert '写入<span class="count">1</span>行' in page
        for head in (
            "行号",
            "对象",
            "字段",
            "原值（来源，日期）",
            "新值",
            "差异类型",
            "影响的指标和情形",
            "处理",
        ):
            assert f">{head}</th>" in page

    def test_is_taken_away_as_a_table_of_differences(self, office):
        officer, client = office.at("officer"), office.client("officer")
        code, other = credit_code(), credit_code()
        client.post("/providers", {"uscc": code, "name": "甲公司", "contact": "旧"})
        client.post("/providers", {"uscc": other, "name": "乙公司", "contact": "同"})
        sheet = make_sheet(HEADS, (code, "", "新"), (other, "乙公司", "同"), ("9135", "丙公司", ""))
        path = send_sheet(officer, sheet).headers["Location"]
        assert f'href="{path}/differences"' in officer.get(path).text
        (title, *_), heads, *lines = read_sheet(officer.get(f"{path}/differences.xlsx").data)[:5]
        rows = [dict(zip(heads, line, strict=True)) for line in lines]
        assert title.startswith("导入差异表")
        assert (rows[0]["字段"], rows[0]["新值"], rows[0]["差异类型"]) == ("联系人及电话", "新", "变更")
        assert rows[0]["原值（来源、日期）"].startswith("旧（bureau，20")
        assert (rows[0]["处理人"], rows[0]["依据材料"]) == ("", "名录.xlsx")
        assert (rows[1]["行号"], rows[1]["差异类型"]) == (4, "拒收")
        assert "乙公司" not in str(lines)
        answer = officer.send(path, {"changed": "adopt", **version(officer, path)})
        carry_out(office, officer.follow(answer).text)
        printed = officer.get(f"{path}/differences?print=all").text
        for words in ("导入差异表", "已登记", "制表人"):
            assert words in printed
        _, heads, line, *_ = read_sheet(officer.get(f"{path}/differences.xlsx").data)
        assert dict(zip(heads, line, strict=True))["处理人"]

    def test_keeps_out_what_was_said_and_what_is_left_out(self, office):
        officer, client = office.at("officer"), office.client("officer")
        code = credit_code()
        client.post("/providers", {"uscc": code, "name": "甲公司", "contact": "旧"})
        rows, _ = fill(3)
        path = send_sheet(officer, make_sheet(HEADS, (code, "", "新"), *rows)).headers["Location"]
        answer = officer.send(
            path, {"changed": "keep", "new": "adopt", "leave_out": "3、4", **version(officer, path)}
        )
        carry_out(office, officer.follow(answer).text)
        assert {p["contact"] for p in client.get("/providers").json["items"]} == {"旧", None}
        assert len(client.get("/providers").json["items"]) == 2

    def test_says_beside_the_field_which_line_it_does_not_know(self, office):
        officer = office.at("officer")
        path = send_sheet(officer, make_sheet(HEADS, *fill(1)[0])).headers["Location"]
        typed = {"new": "adopt", "leave_out": "第二行", **version(officer, path)}
        page = officer.send(path, typed, status=422).text
        assert "请只写行号" in page
        assert 'value="第二行"' in page

    def test_that_somebody_else_has_confirmed_says_so(self, office):
        officer, admin = office.at("officer"), office.at("admin")
        path = send_sheet(officer, make_sheet(HEADS, *fill(1)[0])).headers["Location"]
        typed = {"new": "adopt", **version(officer, path)}
        admin.send(path, typed)
        page = officer.send(path, typed, status=409).text
        assert "正在登记" in page

    def test_of_another_version_is_stale(self, office):
        officer = office.at("officer")
        path = send_sheet(officer, make_sheet(HEADS, *fill(1)[0])).headers["Location"]
        page = officer.send(path, {"new": "adopt", "version": "99"}, status=412).text
        assert "您的修改还没有保存" in page

    def test_is_made_again_after_the_ledger_has_changed(self, office):
        officer, client = office.at("officer"), office.client("officer")
        code = credit_code()
        client.post("/providers", {"uscc": code, "name": "甲公司"})
        path = send_sheet(officer, make_sheet(HEADS, (code, "", "新"))).headers["Location"]
        (entry,) = client.get("/providers").json["items"]
        change = {"reason": "更名", "data": {"name": "新名"}}
        client.post(f"/providers/{entry['id']}/correction", change, version=entry["version"])
        page = officer.send(path, {"changed": "adopt", **version(officer, path)}, status=409).text
        assert "涉及第 2 行" in page
        answer = officer.post(f"{path}/preview", version(officer, path), page=path)
        carry_out(office, officer.follow(answer).text)
        assert "已核对，尚未写入" in officer.get(path).text


def version(browser, path):
    return {"version": re.findall(r'name="version" value="(\d+)"', browser.get(path).text)[0]}


class TestAFile:
    @pytest.mark.parametrize(
        ("content", "sentence"),
        [
            (b"", "文件是空的"),
            (b"%PDF-1.7", "不是表格文件"),
            (bytes.fromhex("d0cf11e0a1b11ae1") + b"x", "旧格式（xls）"),
            (b"PK\x03\x04", "文件已损坏"),
        ],
    )
    def test_that_is_no_sheet_is_refused_beside_its_field(self, office, content, sentence):
        page = send_sheet(office.at("officer"), content, status=422).text
        assert sentence in page.split('id="file-why"')[1][:200]
        assert "文件须重新选择" in page

    def test_that_is_missing_is_asked_for(self, office):
        officer = office.at("officer")
        assert "请选择填好的表格" in officer.send("/imports/new", {"form": "provider"}, status=422).text

    def test_that_would_grow_without_end_is_not_opened(self, office):
        bomb = io.BytesIO()
        with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("xl/workbook.xml", "<workbook/>")
            archive.writestr("xl/worksheets/sheet1.xml", b"0" * (50 << 20))
        page = send_sheet(office.at("officer"), bomb.getvalue(), status=422).text
        assert "展开后过大" in page
        assert "还没有导入过" in office.at("officer").get("/imports").text

    def test_of_a_hundred_megabytes_is_not_taken(self, office):
        officer = office.at("officer")
        body = {"data": b"0" * (100 << 20), "content_type": "multipart/form-data; boundary=x"}
        assert officer.http.post("/imports/new", **body).status_code == 413
        assert "还没有导入过" in office.at("officer").get("/imports").text

    def test_of_a_template_says_itself_which_sheet_it_is(self, office):
        officer = office.at("officer")
        template = officer.get("/imports/templates/provider.xlsx").data
        assert "没有填写内容" in send_sheet(officer, template, form="", status=422).text
        plain = send_sheet(officer, make_sheet(HEADS, *fill(1)[0]), form="")
        assert "新增<b>1</b>" in officer.follow(plain).text  # by its heads
        page = send_sheet(officer, make_sheet(("名称", "备注"), ("甲", "乙")), form="", status=422).text
        assert "认不出是哪一种表" in page.split('id="form-why"')[1][:200]

    def test_sent_twice_is_received_once_and_another_one_is_another(self, office):
        officer = office.at("officer")
        officer.get("/imports")
        sheets = [make_sheet(HEADS, *fill(1)[0]) for _ in range(2)]

        def post(content, status=303):
            data = {"form": "provider", "file": (io.BytesIO(content), "表.xlsx")}
            return officer.post("/imports/new", data, status=status)

        first, second = post(sheets[0]), post(sheets[0])
        assert first.headers["Location"] == second.headers["Location"]
        post(sheets[1], status=422)

    def test_in_the_name_of_a_platform_is_not_taken(self, office):
        office.client("platform")
        with office.unit() as unit:
            register_source(unit, key="street", name="某街道", kind="department")
        officer = office.at("officer")
        content = make_sheet(HEADS, *fill(1)[0])
        page = officer.get("/imports").text
        assert '<option value="street">某街道</option>' in page
        assert '<option value="platform">' not in page
        page = send_sheet(officer, content, source="platform", status=422).text
        assert "不能借用其名义" in page.split('id="source-why"')[1][:200]
        send_sheet(officer, content, source="street")


class TestAnotherBureau:
    def test_sees_nothing_of_a_sheet(self, office, app, engine, owner_engine, clock):
        path = send_sheet(office.at("officer"), make_sheet(HEADS, *fill(1)[0])).headers["Location"]
        stranger = Office(app, engine, owner_engine, clock).at("admin")
        stranger.get(path, status=404)
        stranger.get(f"{path}/sheet.xlsx", status=404)
        stranger.post(path, {"new": "adopt", "version": "2"}, page="/imports", status=404)
        assert "名录" not in stranger.get("/imports").text
