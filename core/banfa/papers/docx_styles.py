"""The styles of a DOCX paper: a named style for each part, so that an office can restyle all of one kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

if TYPE_CHECKING:
    from docx.document import Document
    from docx.styles.style import ParagraphStyle

FANGSONG, KAITI, XIAOBIAOSONG = "仿宋_GB2312", "楷体_GB2312", "方正小标宋简体"
LATIN: Final = "Times New Roman"
SIZE_2, SIZE_3, SIZE_4, SIZE_SMALL_4, SIZE_5 = 22, 16, 14, 12, 10.5
"""字号 in points: 二号, 三号, 四号, 小四, 五号."""
LINE_PT: Final = 28
CENTRE, LEFT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT
RIGHT, JUSTIFY = WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.JUSTIFY


KEPT_STYLES: Final = {"Normal", "Default Paragraph Font", "Normal Table", "No List", "Table Grid"}
AFTER_WORD_WRAP: Final = (
    "w:overflowPunct",
    "w:topLinePunct",
    "w:autoSpaceDE",
    "w:autoSpaceDN",
    "w:bidi",
    "w:adjustRightInd",
    "w:snapToGrid",
    "w:spacing",
    "w:ind",
    "w:contextualSpacing",
    "w:mirrorIndents",
    "w:suppressOverlap",
    "w:jc",
    "w:textDirection",
    "w:textAlignment",
    "w:textboxTightWrap",
    "w:outlineLvl",
    "w:divId",
    "w:cnfStyle",
    "w:rPr",
    "w:sectPr",
    "w:pPrChange",
)
"""What stands behind `wordWrap` in a paragraph's properties (ECMA-376, CT_PPr): the order is the schema's."""


@dataclass(frozen=True)
class Look:
    """A style: id, Chinese name, font, size and line in points, indent of the first line in characters."""

    key: str
    zh: str
    font: str = FANGSONG
    size: float = SIZE_3
    line: int = LINE_PT
    align: WD_ALIGN_PARAGRAPH = JUSTIFY
    first_line: int = 0
    left: int = 0


LOOKS: Final = (
    Look("PaperNumber", "发文字号", align=RIGHT),
    Look("PaperTitle", "公文标题", XIAOBIAOSONG, SIZE_2, 35, CENTRE),
    Look("PaperAddressee", "主送机关", align=LEFT),
    Look("PaperBody", "公文正文", first_line=2),
    Look("PaperAttachment", "附件说明", left=2),
    Look("PaperSignature", "署名和成文日期", align=RIGHT),
    Look("PaperNote", "附注", first_line=2),
    Look("PaperCopies", "抄送", size=SIZE_4, left=1),
    Look("FormBureau", "表单机关", KAITI, SIZE_4, align=CENTRE),
    Look("FormLabel", "表单栏目", size=SIZE_SMALL_4, line=20, align=CENTRE),
    Look("FormText", "表单文字", size=SIZE_SMALL_4, line=20, align=LEFT),
    Look("FormNote", "表单说明", size=SIZE_5, line=16, align=LEFT),
)


def add_styles(document: Document) -> None:
    """Add every style, and make the document's own text the same, for whoever goes on writing.

    The library's own styles go but for those that any document has: headings in blue are no bureau's.
    """
    for style in [style for style in document.styles if style.name not in KEPT_STYLES]:
        style.delete()
    normal = document.styles["Normal"]
    _dress(normal, Look("Normal", "Normal", first_line=0))
    for look in LOOKS:
        style = document.styles.add_style(look.zh, WD_STYLE_TYPE.PARAGRAPH)
        style.element.set(qn("w:styleId"), look.key)
        style.base_style = normal
        style.quick_style = True
        _dress(style, look)


def _dress(style: ParagraphStyle, look: Look) -> None:
    """Set font, size, line and indents. Chinese text takes the font of `eastAsia`, figures the Latin one."""
    style.font.name = LATIN
    style.font.size = Pt(look.size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for attribute in [name for name in fonts.attrib if name.endswith("Theme")]:
        del fonts.attrib[attribute]
    fonts.set(qn("w:eastAsia"), look.font)
    fonts.set(qn("w:cs"), LATIN)
    paragraph = style.paragraph_format
    paragraph.alignment = look.align
    paragraph.space_before = paragraph.space_after = Pt(0)
    paragraph.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    paragraph.line_spacing = Pt(look.line)
    words = OxmlElement("w:wordWrap")  # a long code breaks anywhere, as Chinese text does
    words.set(qn("w:val"), "0")
    style.element.get_or_add_pPr().insert_element_before(words, *AFTER_WORD_WRAP)
    if look.first_line:
        paragraph.first_line_indent = Pt(look.first_line * look.size)
    if look.left:
        paragraph.left_indent = Pt(look.left * look.size)
