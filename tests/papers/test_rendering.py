"""Every paper in every format: nothing lost, nothing obeyed, the same bytes each time."""

import io
import os
import re
import subprocess
import sys
import zipfile
from html.parser import HTMLParser
from typing import Any

import pypdf
import pytest
from docx import Document
from docx.oxml.ns import qn

from banfa.papers.docx import render_docx
from banfa.papers.html import read_stylesheet, render_html
from banfa.papers.layout import break_title, number_attachments, write_notes
from banfa.papers.model import VISIBLE_BLANK, Letter
from banfa.papers.pdf import render_pdf
from tests.papers.samples import TEMPLATES, VALUES, fill_any, fill_with_its_names

HOSTILE = (
    "<script>alert(1)</script> & \"x\" 'y' <!-- ]]> {{ 7*7 }} {% raw %} {# x #} "
    '#eval("1+1") *甲* _乙_ $x^2$ @ref `raw` #set page() // \\u{41} [丙] <w:p/>'
)
LETTERS = [t for t in TEMPLATES.values() if hasattr(t, "body")]


class PageText(HTMLParser):
    """The text of a page, and the elements and attributes it has."""

    def __init__(self, page):
        super().__init__()
        self.text, self.tags, self.attributes = "", [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]

    def handle_data(self, data):
        self.text += data


def squeeze(text):
    """A text without blanks, which each format sets as it likes."""
    return "".join(text.split())


def words_of(paper):
    """All that a paper has to say, part by part."""
    if isinstance(paper, Letter):
        yield from (paper.number, paper.title)
        yield from ([f"{paper.addressee}："] if paper.addressee else [])
        yield from paper.paragraphs
        yield from number_attachments(paper)
        yield from (paper.signed_by, paper.signed_on, *write_notes(paper))
        yield from ([f"抄送：{paper.copies}。"] if paper.copies else [])
        return
    yield from (paper.bureau, paper.title)
    for row in paper.rows:
        for cell in row:
            yield from (text for text in (cell.label, *cell.text.split("\n")) if text)
    if paper.table:
        yield from (text for row in (paper.table.columns, *paper.table.rows) for text in row if text)
    yield from ([paper.note] if paper.note else [])


def open_docx(content) -> Any:
    """The document, as its library reads it."""
    return Document(io.BytesIO(content))


def read_docx(content):
    """The texts of a DOCX in their order, each cell once."""
    body = open_docx(content).element.body
    for paragraph in body.iter(qn("w:p")):
        pieces = paragraph.iter(qn("w:t"), qn("w:br"))
        if text := "".join(piece.text if piece.tag == qn("w:t") else "" for piece in pieces):
            yield text


def read_pdf(content):
    """The text of a PDF without blanks and page numbers."""
    pages = (page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)
    return "".join(re.sub(r"—\d+—$", "", squeeze(page)) for page in pages)


EVERY_PAPER = {f"{name}-full": fill_with_its_names(template) for name, template in TEMPLATES.items()}
EMPTY_PAPERS = {
    f"{name}-empty": fill_any(t, {}) for name, t in TEMPLATES.items() if name.startswith("xiamen")
}


@pytest.mark.long
@pytest.mark.parametrize(
    "paper", [*EVERY_PAPER.values(), *EMPTY_PAPERS.values()], ids=[*EVERY_PAPER, *EMPTY_PAPERS]
)
class TestAnyPaper:
    def test_as_html_says_what_it_says_and_brings_no_style(self, paper):
        page = PageText(render_html(paper))
        said = squeeze(page.text)
        assert [text for text in words_of(paper) if squeeze(text) not in said] == []
        assert {"style", "script"} & {*page.tags, *page.attributes} == set()
        assert [name for name in page.attributes if name.startswith("on")] == []

    def test_as_docx_says_exactly_what_it_says(self, paper):
        assert list(read_docx(render_docx(paper))) == list(words_of(paper))

    def test_as_pdf_says_what_it_says(self, paper):
        said = read_pdf(render_pdf(paper))
        assert [text for text in words_of(paper) if squeeze(text) not in said] == []


class TestWhatPeopleWrite:
    @pytest.mark.parametrize(
        "template", [*LETTERS[:3], TEMPLATES["xiamen-hearing_record"]], ids=lambda t: t.name
    )
    def test_is_text_in_every_format(self, template):
        names = [blank.name for blank in template.blanks if blank.name != "证据"]
        paper = fill_any(template, dict.fromkeys(names, HOSTILE))
        page = PageText(render_html(paper))
        assert HOSTILE in page.text
        assert "script" not in page.tags
        assert any(HOSTILE in text for text in read_docx(render_docx(paper)))
        assert squeeze(HOSTILE) in read_pdf(render_pdf(paper))

    def test_is_text_in_the_address_of_the_stylesheet_too(self):
        page = render_html(fill_any(LETTERS[0], VALUES), stylesheet='x"><script>')
        assert "script" not in PageText(page).tags

    def test_of_great_length_is_set_on_several_pages(self):
        paper = fill_any(TEMPLATES["xiamen-interview_record"], {"约谈内容": "甲乙丙丁。\n" * 300})
        reader = pypdf.PdfReader(io.BytesIO(render_pdf(paper)))
        assert len(reader.pages) > 3
        assert "约谈人签名及日期" in read_pdf(render_pdf(paper))


class TestABlank:
    def test_is_visible_in_every_format(self):
        paper = fill_any(TEMPLATES["liuzhou-interview"], {})
        assert render_html(paper).count(VISIBLE_BLANK) >= len(paper.blanks)
        assert sum(text.count(VISIBLE_BLANK) for text in read_docx(render_docx(paper))) >= len(paper.blanks)
        assert read_pdf(render_pdf(paper)).count(VISIBLE_BLANK) >= len(paper.blanks)


class TestADocx:
    @pytest.fixture(params=["xiamen-warning", "xiamen-service_receipt", "xiamen-evidence_list"])
    def name(self, request):
        return request.param

    @pytest.fixture
    def content(self, name):
        return render_docx(fill_any(TEMPLATES[name], VALUES))

    def test_is_a_page_of_the_standard(self, name, content):
        section = open_docx(content).sections[0]
        sides = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
        high = (37, 35) if name == "xiamen-warning" else (25, 20)
        assert tuple(round(side.mm) for side in sides) == (*high, 28, 26)
        assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)

    def test_has_the_fonts_of_a_bureau(self, content):
        styles = open_docx(content).styles
        fonts = {
            name: styles[name].element.rPr.rFonts.get(qn("w:eastAsia"))
            for name in ("公文标题", "公文正文", "表单机关", "Normal")
        }
        assert list(fonts.values()) == ["方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "仿宋_GB2312"]
        body = styles["公文正文"]
        assert (body.font.size.pt, body.paragraph_format.line_spacing.pt) == (16, 28)
        assert body.paragraph_format.first_line_indent.pt == 32

    def test_has_no_header_footer_picture_or_maker(self, content):
        document = open_docx(content)
        section = document.sections[0]
        assert section.header.is_linked_to_previous
        assert section.footer.is_linked_to_previous
        names = zipfile.ZipFile(io.BytesIO(content)).namelist()
        assert [n for n in names if re.search(r"header|footer|media|thumbnail|customXml", n)] == []
        properties = document.core_properties
        assert (properties.author, properties.comments, properties.last_modified_by) == ("", "", "")

    def test_stands_signature_above_day_with_room_for_the_seal(self):
        paper = fill_any(TEMPLATES["xiamen-warning"], VALUES | {"日期": "2026年4月28日"})
        paragraphs = open_docx(render_docx(paper)).paragraphs
        signed = [p for p in paragraphs if p.style.name == "署名和成文日期"]
        assert [p.text for p in signed] == ["", "", "厦门市工业和信息化局", "2026年4月28日"]
        assert all(p.paragraph_format.keep_with_next for p in signed[:-1])
        indents = [p.paragraph_format.right_indent.pt for p in signed[2:]]
        assert indents == pytest.approx([64 - (10 - 6.5) / 2 * 16, 64])


class TestTheSamePaper:
    MAKE = (
        "import hashlib, sys; from tests.papers.samples import TEMPLATES, VALUES;"
        "from banfa.papers.filling import fill_paper;"
        "from banfa.papers.docx import render_docx; from banfa.papers.pdf import render_pdf;"
        "papers = [fill_paper(TEMPLATES[n], VALUES) for n in ('xiamen-warning', 'xiamen-evidence_list')];"
        "print(*(hashlib.sha256(r(p)).hexdigest() for p in papers for r in (render_docx, render_pdf)))"
    )

    def test_is_the_same_file_in_another_process_and_another_place_on_earth(self):
        seen = {
            subprocess.run(
                [sys.executable, "-c", self.MAKE],
                env=os.environ | {"PYTHONHASHSEED": seed, "TZ": zone},
                check=True,
                capture_output=True,
                text=True,
            ).stdout
            for seed, zone in (("1", "Asia/Shanghai"), ("2", "America/New_York"))
        }
        assert len(seen) == 1
        assert len(set(seen.pop().split())) == 4


class TestATitle:
    def test_breaks_behind_its_last_particle_where_it_is_too_long(self):
        title = "关于对某某数字科技有限公司的提醒和限期整改通知"
        assert break_title(title) == ("关于对某某数字科技有限公司的", "提醒和限期整改通知")

    @pytest.mark.parametrize(
        "title", ["约谈通知书", "关于某某公司的通报", "关" * 30, "关于" + "甲" * 30 + "的通报"]
    )
    def test_is_left_alone_where_that_does_not_help(self, title):
        assert break_title(title) == (title,)


def test_the_stylesheet_prints_a_page_of_the_standard():
    assert "@page { size: A4; margin: 37mm 26mm 35mm 28mm; }" in read_stylesheet()


def test_the_stylesheet_knows_every_height_of_a_row():
    used = {max(cell.lines for cell in row) for t in TEMPLATES.values() for row in getattr(t, "rows", ())}
    styled = {int(lines) for lines in re.findall(r"\.lines-(\d+)", read_stylesheet())}
    assert styled == used - {1}
