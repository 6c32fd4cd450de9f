"""The papers of remedies (措施), for a city whose plugin has no words of its own for one.

The city's word for the remedy (清退, 取消服务资格) is put in; nothing else about a city is known here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from banfa.cities.sentences import HEARD_FIRST
from banfa.law import Notice, advance_notice, letter, walk
from banfa.law.cite import Cite
from banfa.law.clauses import Clause, Remedy
from banfa.law.notices import (
    ADDRESSEE,
    BECAUSE,
    DECIDED,
    DECIDED_OF_PROJECTS,
    DISSENT,
    EVERYBODY,
    HEARD_OF_NAMED,
    OF_PROJECTS,
    PROVIDER,
    RECOURSE,
    RECOURSE_OF_NAMED,
    RECTIFY,
    REPORT_BACK,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from banfa.law import Edition

PAID_BACK: Final = (
    "，共计{金额}。请自收到本通知书次日起{期限}内退回以下账户：{收款账户}。具体项目和金额见附件。"
)
OF_NAMED: Final = f"{PROVIDER}存在以下情况：{{事由}}。\n\n根据{{依据}}，"
REFERRED: Final = (
    f"我局在工作中发现，{PROVIDER}存在以下情况，涉嫌犯罪：{{事由}}。\n\n"
    "根据{依据}，现将有关材料移送你单位，请依法处理，并将是否立案和处理结果书面告知我局。"
)
INTERVIEWED: Final = (
    "定于{时间}在{地点}约谈你单位，请主要负责人到场说明情况，并携带有关材料。"
    "主要负责人确有原因不能到场的，应当事先说明，并委托熟悉情况的负责人持委托书到场。"
)
SHOWN: Final = OF_NAMED + (
    "对其作出以下处理，现向社会公示：{措施}。公示期自{公示起}至{公示止}（含当日）。"
    "对公示内容有异议的，可以在公示期内以书面形式向我局提出，并附有关材料。"
)
REPLACED: Final = "你单位所服务的试点企业可以申请更换服务商。请配合做好项目资料和数据交接工作。"
REASSIGNED: Final = (
    f"{PROVIDER}存在以下情况：{{事由}}。\n\n"
    f"{HEARD_OF_NAMED}根据{{依据}}，自{{生效日期}}起作如下调整：{{措施}}。{RECOURSE_OF_NAMED}"
)
MADE_KNOWN: Final = f"{PROVIDER}存在以下情况：{{事由}}。\n\n{HEARD_OF_NAMED}根据{{依据}}，现予"
NAMES: Final = {
    "warning": "提醒和限期整改通知（警告）",
    "circular": "通报",
    "publication": "处理情况的公示",
}
"""What a paper is called whose title names a party."""
ADVANCE_WORDS: Final = {"reassignment": "调整有关工作组织单位"}
"""What is intended, where the measure's word is no verb."""
ATTACHMENTS: Final = {
    "recovery": ("追回项目和金额清单",),
    "referral": ("涉嫌犯罪案件调查报告", "证据目录和有关材料"),
}


def _list_remedies(edition: Edition) -> dict[str, Remedy]:
    """The remedies that an edition's clauses take, by kind, those of a choice one by one."""
    remedies = (value for value in walk(edition.clauses) if isinstance(value, Remedy) and not value.options)
    return {remedy.kind: remedy for remedy in remedies}


def list_articles(edition: Edition, kind: str) -> tuple[str, ...]:
    """The articles that take a remedy, as one cites them: 第十四条."""
    clauses = (value for value in walk(edition.clauses) if isinstance(value, Clause))
    taking = (c for c in clauses if any(isinstance(r, Remedy) and r.kind == kind for r in walk(c.then)))
    return tuple(dict.fromkeys(str(Cite(c.cite.article)) for c in taking))


def write_general_notices(edition: Edition) -> Iterator[Notice]:
    """A paper for each remedy of the edition, and the one before it where the party is heard first."""
    remedies = _list_remedies(edition)
    for kind, remedy in remedies.items():
        about_money = kind == "recovery"
        if kind in HEARD_FIRST:
            yield advance_notice(
                kind,
                ADVANCE_WORDS.get(kind, remedy.zh),
                because=OF_PROJECTS if about_money else BECAUSE,
                addressee="{受送单位}" if about_money else ADDRESSEE,
            )
        yield _write_notice(remedy, with_order=_orders_as_well(edition, kind))


def _orders_as_well(edition: Edition, kind: str) -> bool:
    """Does a clause that takes this remedy order rectification too?"""
    clauses = (value for value in walk(edition.clauses) if isinstance(value, Clause))
    return any({kind, "rectification"} <= {r.kind for r in clause.then} for clause in clauses)


def _write_notice(remedy: Remedy, *, with_order: bool) -> Notice:
    """The paper of one remedy, in the city's word for it."""
    warned = BECAUSE + f"现对你单位予以{remedy.zh}。"
    warned += (RECTIFY + REPORT_BACK if with_order else "") + DISSENT + RECOURSE
    warned_of = "提醒和限期整改通知" if with_order else "提醒通知"
    ordered = ("rectification",) if with_order else ()
    paid_back = remedy.zh + PAID_BACK
    named = MADE_KNOWN + f"{remedy.zh}。" + RECOURSE_OF_NAMED
    taken_away = f"自{{生效日期}}起对你单位作出以下处理：{remedy.zh}。"
    replaced = BECAUSE + REPLACED + DISSENT
    letters = (
        letter("interview", "约谈通知书", BECAUSE + INTERVIEWED + DISSENT, act=INTERVIEWED),
        letter("warning", f"关于对{{服务商}}的{warned_of}", warned, act="予以警告。", also=ordered),
        letter(
            "rectification",
            "限期整改通知书",
            BECAUSE + RECTIFY + REPORT_BACK + DISSENT + RECOURSE,
            act=RECTIFY,
        ),
        letter(
            "circular", "关于{服务商}有关情况的通报", named, addressee=EVERYBODY, act=f"予以{remedy.zh}。"
        ),
        letter("publication", "关于{服务商}有关处理情况的公示", SHOWN, addressee=""),
        letter(
            "recovery",
            "奖补资金追回通知书",
            DECIDED_OF_PROJECTS + paid_back + RECOURSE,
            addressee="{受送单位}",
            act=paid_back,
        ),
        letter("referral", "涉嫌犯罪案件移送书", REFERRED, addressee="{受送单位}"),
        letter("replacement", "关于试点企业可以申请更换服务商的通知", replaced, act=REPLACED),
        letter(
            "reassignment",
            "关于调整有关工作组织单位的通知",
            REASSIGNED,
            addressee=EVERYBODY,
            act="自{生效日期}起作如下调整：{措施}。",
        ),
    )
    otherwise = letter(remedy.kind, f"{remedy.zh}通知书", DECIDED + taken_away + RECOURSE, act=taken_away)
    return {paper.remedy: paper for paper in letters}.get(remedy.kind, otherwise)
