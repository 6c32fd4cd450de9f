"""The documents that every city needs, whatever its measure: re-check, reply, 撤销, 撤回, 更正, 公示."""

from __future__ import annotations

from typing import Final

from banfa.law.notices import DISSENT, RECOURSE
from banfa.papers.model import Basis, Origin
from banfa.papers.templates import LetterTemplate

HEARING: Final = Origin(
    Basis.GENERAL_LAW,
    "减损权益的处理，事先告知内容、事实、理由和依据并听取陈述申辩；违反法定程序的后果见"
    "《中华人民共和国行政复议法》第六十四条、第六十五条",
)
REMEDIES_TOLD: Final = Origin(
    Basis.GENERAL_LAW,
    "告知救济途径和期限：《中华人民共和国行政复议法》第二十条、第二十四条，《中华人民共和国行政诉讼法》第四十六条",
)
REVIEWED_BEFORE: Final = Origin(
    Basis.GENERAL_LAW, "公开前审查：《中华人民共和国政府信息公开条例》第十五条、第十七条"
)
CORRECTED: Final = Origin(Basis.GENERAL_LAW, "作出机关依法定事由和程序自行纠正；已生效的不得随意变更")
PRACTICE: Final = Origin(Basis.INTERNAL, "由本局自行规定")
REFERRING: Final = Origin(
    Basis.GENERAL_LAW,
    "《行政执法机关移送涉嫌犯罪案件的规定》第五条、第六条；移送书送公安机关，抄送人民检察院",
)
_EARLIER: Final = "{原文日期}依据{原依据}作出的《{原文书}》（{原文号}）"
_ORDERED: Final = "我局以《{原文书}》（{原文号}）要求你单位限期整改，"
LETTERS: Final = (
    LetterTemplate(
        "recheck_result",
        "复核结果告知书",
        "整改复核结果告知书",
        (PRACTICE,),
        f"{_ORDERED}{{整改报告情况}}。我局对整改情况进行了复核，结论如下：{{复核结论}}。\n\n"
        "后续处理：{后续处理}。" + DISSENT,
    ),
    LetterTemplate(
        "hearing_reply",
        "陈述申辩答复",
        "关于{服务商}陈述申辩的答复",
        (HEARING,),
        "你单位就《{原文书}》（{原文号}）提出的陈述和申辩收悉。你单位提出：{陈述申辩意见}。\n\n"
        "经复核，现答复如下：{答复}。\n\n我局不因陈述和申辩加重处理，最终处理以正式送达的文书为准。",
    ),
    LetterTemplate(
        "extension",
        "延长整改期限的通知",
        "关于延长整改期限的通知",
        (PRACTICE,),
        f"{_ORDERED}期限至{{原届满日}}届满。\n\n"
        "因{变更理由}，现将整改期限延长至{延长至}（含当日）。其他要求不变。",
    ),
    LetterTemplate(
        "pause",
        "中止整改期限的通知",
        "关于中止整改期限的通知",
        (PRACTICE,),
        f"{_ORDERED}期限至{{原届满日}}届满。\n\n"
        "因{变更理由}，整改期限自{中止日}起中止。中止的原因消除后，恢复计算的日期和届满之日另行通知。",
    ),
    LetterTemplate(
        "resumption",
        "恢复整改期限的通知",
        "关于恢复整改期限的通知",
        (PRACTICE,),
        f"{_ORDERED}整改期限自{{中止日}}起中止。\n\n"
        "因{变更理由}，整改期限自{恢复日}起恢复计算，至{恢复后届满日}届满（含当日）。其他要求不变。",
    ),
    LetterTemplate(
        "case_resumption",
        "恢复办理的通知",
        "关于恢复办理有关事项的通知",
        (PRACTICE,),
        "我局《{原文书}》（{原文号}）所载事项，自{中止日}起中止办理。\n\n"
        "因{变更理由}，自{恢复日}起恢复办理。中止期间不计入办理期限，其他要求不变。",
    ),
    LetterTemplate(
        "annulment",
        "撤销决定",
        "关于撤销对{服务商}有关处理的决定",
        (CORRECTED, REMEDIES_TOLD),
        f"经查，我局{_EARLIER}存在以下违法或者不当情形：{{撤销理由}}。\n\n"
        "根据{依据}，现决定撤销上述文书。本决定自{生效日期}起生效。{后果处理}。" + RECOURSE,
    ),
    LetterTemplate(
        "withdrawal",
        "撤回决定",
        "关于撤回对{服务商}有关处理的决定",
        (CORRECTED, REMEDIES_TOLD),
        f"我局{_EARLIER}所依据的情况已发生变化：{{撤回理由}}。\n\n"
        "根据{依据}，现决定撤回上述文书。本决定自{生效日期}起生效，此前已经产生的效力不受影响。{后果处理}。"
        + RECOURSE,
    ),
    LetterTemplate(
        "correction",
        "更正决定",
        "关于更正对{服务商}有关文书的决定",
        (CORRECTED,),
        f"经核对，我局{_EARLIER}文字表述有误，现更正如下：{{更正内容}}。\n\n"
        "原文书的其他内容和送达日期不变。{后果处理}。",
    ),
    LetterTemplate(
        "publicity",
        "公示",
        "关于{公示事由}的公示",
        (REVIEWED_BEFORE,),
        "根据{依据}，现将{公示事由}予以公示：\n\n{公示内容}。\n\n"
        "公示期自{公示起}至{公示止}（含当日，共{公示天数}）。\n\n"
        "对公示内容有异议的，可以在公示期内向我局书面提出，写明事项和理由，并附有关材料。以单位名义提出的，加盖公章；"
        "以个人名义提出的，签署真实姓名并写明联系方式。",
        addressee="",
    ),
)
