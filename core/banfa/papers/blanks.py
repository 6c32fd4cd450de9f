"""The blanks of all papers: what each is called, who fills it in, whence it comes if nobody is asked."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from banfa.law.notices import BLANK

if TYPE_CHECKING:
    from collections.abc import Iterator


class Source(StrEnum):
    """Who fills a blank in."""

    PERSON = "经办人填写"
    CASE = "由案件带出"
    BUREAU = "由单位设定"
    OFFICE = "由办公室填写"


@dataclass(frozen=True)
class Blank:
    """A named place of a paper.

    `key` is what a case or a bureau calls the value (`provider.name`). A `long` one may have several lines,
    an `optional` one is left out where it is empty: it is no blank then.
    """

    name: str
    hint: str
    source: Source = Source.PERSON
    key: str = ""
    long: bool = False
    optional: bool = False


def _ask(name: str, hint: str, *, long: bool = False, optional: bool = False) -> Blank:
    return Blank(name, hint, long=long, optional=optional)


def _take(name: str, key: str, hint: str, *, long: bool = False) -> Blank:
    return Blank(name, hint, Source.CASE, key, long)


_ALL: Final = (
    # of the case
    _take("案号", "case.number", "本局的案件编号"),
    _take("服务商", "provider.name", "全称，与营业执照一致"),
    _take("统一社会信用代码", "provider.uscc", "18位"),
    _take("依据", "case.basis", "办法名称及条款项"),
    _take("期限", "remedy.term", "自收到次日起算的期限，例如1个月、30日（自然日）、5个工作日"),
    _take("生效日期", "paper.effective_on", "送达之日，或者写明的其后某日"),
    _take("受送单位", "paper.addressee", "主送机关全称，数家的以顿号相隔", long=True),
    _take(
        "复核情况",
        "remedy.answers",
        "例如：你单位在规定期限内未提出陈述申辩；"
        "提出的，写明意见、复核结论和理由（文书发给他人的，写“该单位”）",
        long=True,
    ),
    _take("原届满日", "remedy.due_on", "原期限届满之日"),
    _take("延长至", "remedy.until", "延长后的届满之日"),
    _take("中止日", "remedy.paused_on", "期限或者案件中止之日"),
    _take("恢复日", "remedy.resumed_on", "期限恢复计算或者案件恢复办理之日"),
    _take("恢复后届满日", "remedy.due_on_resumed", "恢复计算后的届满之日"),
    _take("变更理由", "remedy.reason", "延长、中止或者恢复期限的理由，句末不加句号", long=True),
    _take("原依据", "decision.cite", "所针对文书所依据的文件和条款"),
    _take("原文书", "paper.title", "所针对文书的标题"),
    _take("原文号", "paper.number", "所针对文书的发文字号"),
    _take("原文日期", "paper.signed_on", "所针对文书的成文日期"),
    _take("公示起", "publicity.from", "公示第一日"),
    _take("公示止", "publicity.to", "公示最后一日"),
    _take("公示天数", "publicity.days", "例如5个工作日"),
    # of the bureau
    Blank("主管部门", "署名的机关全称", Source.BUREAU, "bureau.name"),
    Blank("复议机关", "本级人民政府的全称", Source.BUREAU, "bureau.government"),
    Blank(
        "管辖法院", "有管辖权的人民法院的全称；集中管辖的地方以当地规定为准", Source.BUREAU, "bureau.court"
    ),
    # of the office
    Blank("文号", "签发后由办公室编号", Source.OFFICE),
    Blank("日期", "成文日期，即负责人签发之日", Source.OFFICE),
    Blank("公开属性", "公开审查确定：主动公开、依申请公开或者不予公开", Source.OFFICE),
    # of the person who drafts
    _ask("事由", "经核实的事实，写明时间、项目和情节，句末不加句号", long=True),
    _ask("理由", "为何符合所依据的条款，为何这样处理，句末不加句号", long=True),
    _ask("措施", "拟作或者所作的处理、要求完成的整改，句末不加句号", long=True),
    _ask("时间", "年月日时分"),
    _ask("地点", "详细地址"),
    _ask("公示内容", "公示的事项或者名单", long=True),
    _ask("公示事由", "公示什么，例如2026年第一季度评价结果"),
    _ask("整改报告情况", "例如：你单位于2026年5月26日提交了整改报告；或者期限届满未提交", long=True),
    _ask("复核结论", "例如：整改已完成，且取得成效；或者未完成、未见成效，写明事实", long=True),
    _ask("后续处理", "例如：本次整改办结；或者写明依据条款和拟采取的措施", long=True),
    _ask("撤销理由", "违法或者不当之处及所依据的事实", long=True),
    _ask("撤回理由", "情况有何变化及所依据的事实", long=True),
    _ask("更正内容", "例如：原文第二段“3家”更正为“2家”", long=True),
    _ask("后果处理", "对已经产生的影响如何处理，例如公布的信息同时撤下", long=True),
    _ask("陈述申辩意见", "当事单位提出的意见及所附材料", long=True),
    _ask("答复", "逐条写明采纳或者不采纳及理由", long=True),
    _ask("金额", "应当退回的金额，大写并附小写，单位元"),
    _ask("收款账户", "户名、开户行、账号"),
    _ask("联系方式", "联系人及电话"),
    _ask("附件", "附件名称，一行一件", long=True, optional=True),
    _ask("抄送", "抄送机关，以逗号相隔", optional=True),
    # of forms
    _ask("文书名称", "送达的文书名称及文号"),
    _ask("送达地点", "详细地址"),
    _ask("送达方式", "直接送达、留置送达、邮寄送达、电子送达或者公告送达"),
    _ask("拒收事由", "拒收的理由和日期", long=True, optional=True),
    _ask("代收人", "代收人姓名、与受送达人的关系及代收理由", optional=True),
    _ask("备注", "其他需要说明的", long=True, optional=True),
    _ask("约谈人", "姓名、职务"),
    _ask("被约谈人", "姓名、职务、联系电话"),
    _ask("参加人", "单位、姓名、职务", optional=True),
    _ask("记录人", "姓名"),
    _ask("约谈事项", "约谈的事项", long=True),
    _ask("约谈内容", "指出的问题、对方的说明、提出的要求和对方的承诺", long=True),
    _ask("陈述人", "姓名、职务、身份证件种类及号码后四位"),
    _ask("听取人", "两人的姓名、职务"),
    _ask("核查人员", "两人以上的姓名、单位、职务"),
    _ask("核查对象", "被核查的单位、项目"),
    _ask("核查事项", "核查什么，依据哪一件批准的计划", long=True),
    _ask("核查情况", "看到的、问到的、调取的，只写事实", long=True),
    _ask("在场人员", "姓名、单位、职务"),
    _ask("标题", "送审文书的标题"),
    _ask("拟办意见", "事实、依据和建议", long=True),
    _ask("拟稿人", "姓名及日期"),
    _ask("送达地址", "省、市、县（区）、街道门牌", long=True),
    _ask("收件人", "姓名及职务"),
    _ask("收件电话", "移动电话及固定电话"),
    _ask("电子送达地址", "电子邮箱；不同意电子送达的不填", optional=True),
    _ask("法定代表人", "法定代表人或者负责人的姓名"),
    _ask("签发人", "签发人的姓名"),
    _ask("纳入日", "纳入灰名单之日"),
    _ask("管理至", "灰名单管理到哪一日为止；没有定的不填", optional=True),
    _ask("查阅人", "可以查阅灰名单的人员", optional=True),
    _ask("登记事项", "一行一件，依次写登记簿各栏，以｜相隔", long=True),
    _ask("证据", "一行一件，依次写名称｜来源｜制作日期｜页码｜证明的事实", long=True),
)
BLANKS: Final = {blank.name: blank for blank in _ALL}


def blanks_of(*texts: str) -> Iterator[Blank]:
    """The blanks that texts use, each once, in order. Raises KeyError for one that no paper knows."""
    for name in dict.fromkeys(name for text in texts for name in BLANK.findall(text)):
        yield BLANKS[name]
