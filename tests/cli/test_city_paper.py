"""`banfa city paper`: the list, a file in each format, and what is still to be filled in."""

import pytest
from click.testing import CliRunner
from docx import Document

from banfa.cli import city
from banfa.cli.main import main
from tests.papers.samples import profile_of


@pytest.fixture(autouse=True)
def _cities_loaded_once(monkeypatch):
    monkeypatch.setattr(city, "_load_profile", profile_of)


def run(*args):
    return CliRunner().invoke(main, ["city", "paper", *map(str, args)])


def test_lists_the_papers_of_a_city():
    lines = run("liuzhou").stdout.splitlines()
    assert lines[0].split() == ["interview", "数字化转型服务商约谈通知书", "办法条款、一般法要求"]
    assert any(line.startswith("service_receipt ") and "送达回证" in line for line in lines)


def test_writes_a_docx_and_says_what_is_left(tmp_path):
    out = tmp_path / "约谈.docx"
    done = run(
        "liuzhou", "interview", "--out", out, "--blank", "服务商=甲公司", "--blank", "时间=2026年4月30日9时"
    )
    assert done.exit_code == 0, done.output
    assert "甲公司：" in [p.text for p in Document(str(out)).paragraphs]
    assert "尚有8处空格：" in done.stdout
    assert [line.split()[0] for line in done.stdout.splitlines()[2:]] == [
        "文号", "统一社会信用代码", "事由", "依据", "地点", "日期", "联系方式", "公开属性",
    ]  # fmt: skip


def test_writes_a_pdf(tmp_path):
    assert run("xiamen", "service_receipt", "--format", "pdf", "--out", tmp_path / "x.pdf").exit_code == 0
    assert (tmp_path / "x.pdf").read_bytes().startswith(b"%PDF")


def test_writes_a_page_with_its_style_beside_it_or_prints_it(tmp_path):
    assert run("xiamen", "warning", "--format", "html", "--out", tmp_path / "x.html").exit_code == 0
    assert {path.name for path in tmp_path.iterdir()} == {"x.html", "paper.css"}
    printed = run("xiamen", "warning", "--format", "html").stdout
    assert printed.startswith("<!doctype html>")


@pytest.mark.parametrize(
    ("args", "code", "status"),
    [
        (("xiamen", "grey_list", "--out", "x.docx"), "paper_missing", 1),
        (("xiamen", "warning"), "out_missing", 2),
        (("xiamen", "warning", "--out", "x.docx", "--blank", "服务商"), "blank_malformed", 2),
        (("xiamen", "warning", "--out", "x.docx", "--blank", "地点=某处"), "unknown_blank", 2),
        (("xiamen", "warning", "--out", "x.docx", "--blank", "服务商=甲\x00"), "paper_value_unprintable", 2),
        (("xiamen", "warning", "--out", "/nowhere/x.docx"), "file_unwritable", 2),
    ],
)
def test_refuses_what_it_cannot_do(args, code, status, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = run(*args)
    assert (done.exit_code, f"[{code}]" in done.output) == (status, True), done.output
    assert list(tmp_path.iterdir()) == []
