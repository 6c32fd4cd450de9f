"""The sheets of a file (表单) that every city needs. They are forms of procedure and no 公文."""

from __future__ import annotations

from typing import Final

from banfa.papers.letters import HEARING, PRACTICE
from banfa.papers.model import Basis, Cell, Origin
from banfa.papers.templates import FormTemplate

SERVED: Final = Origin(
    Basis.GENERAL_LAW, "送达须有送达回证：参照《中华人民共和国民事诉讼法》第八十七条至第九十五条"
)
ADDRESS_AGREED: Final = Origin(
    Basis.GENERAL_LAW, "电子送达须经受送达人同意：参照《中华人民共和国民事诉讼法》第九十条"
)
PROVED: Final = Origin(
    Basis.GENERAL_LAW,
    "证据在作出处理前收集：《中华人民共和国行政复议法》第四十六条，《中华人民共和国行政诉讼法》第三十四条",
)

_CASE: Final = (Cell("案号", "{案号}"), Cell("服务商", "{服务商}"))
_PLACE: Final = (Cell("时间", "{时间}"), Cell("地点", "{地点}"))
EVIDENCE_COLUMNS: Final = ("序号", "证据名称", "来源", "制作日期", "页码", "证明的事实")
REGISTER_COLUMNS: Final = (
    *("登记号", "标题", "发文字号", "签发日", "公开属性"),
    *("送达对象或者发布载体", "方式", "送达日或者发布日", "公示截止", "异议数", "撤下日"),
)
READ: Final = "以上记录已经本人核对，与所述一致。"


def _sign(label: str, lines: int = 2) -> Cell:
    return Cell(label, "", lines, signature=True)


FORMS: Final = (
    FormTemplate(
        "service_receipt",
        "送达回证",
        "送达回证",
        (SERVED,),
        (
            (Cell("文书名称及文号", "{文书名称}", 2),),
            (Cell("案号", "{案号}"), Cell("受送达人", "{受送单位}")),
            (Cell("送达地点", "{送达地点}", 2),),
            (Cell("送达方式", "{送达方式}"),),
            (_sign("收件人签名或者盖章及收到日期", 4),),
            (Cell("代收人及代收理由", "{代收人}", 2),),
            (Cell("拒收事由和日期", "{拒收事由}", 2),),
            (_sign("见证人签名或者盖章及日期", 3),),
            (_sign("送达人（两人）签名及日期", 3),),
            (Cell("备注", "{备注}", 3),),
        ),
        note=(
            "说明：留置送达的，写明拒收事由和日期，由见证人签名或者盖章，或者以拍照、录像等方式记录送达过程。"
            "邮寄送达的，以回执上注明的收件日期为送达日期，回执附后。电子送达须有受送达人签署的送达地址确认书，"
            "以到达其特定系统的日期为送达日期，截图附后。短信、微信只作提醒，不作送达。"
        ),
    ),
    FormTemplate(
        "interview_record",
        "约谈记录",
        "约谈记录",
        (PRACTICE,),
        (
            _CASE,
            _PLACE,
            (Cell("约谈人", "{约谈人}", 2), Cell("记录人", "{记录人}", 2)),
            (Cell("被约谈人", "{被约谈人}", 2), Cell("其他参加人", "{参加人}", 2)),
            (Cell("约谈事项", "{约谈事项}", 3),),
            (Cell("约谈内容", "{约谈内容}", 10),),
            (Cell("", READ),),
            (_sign("被约谈人签名及日期", 3), _sign("约谈人签名及日期", 3)),
            (_sign("记录人签名及日期", 3), _sign("其他参加人签名及日期", 3)),
        ),
        note="说明：被约谈人拒绝签名的，由记录人注明情况。",
    ),
    FormTemplate(
        "hearing_record",
        "陈述申辩笔录",
        "陈述申辩笔录",
        (HEARING,),
        (
            _CASE,
            _PLACE,
            (Cell("听取人", "{听取人}"), Cell("记录人", "{记录人}")),
            (Cell("陈述人", "{陈述人}", 2),),
            (Cell("所针对的告知书", "《{原文书}》（{原文号}）", 2),),
            (
                Cell(
                    "",
                    "听取人告知：你单位有权对拟作出的处理所依据的事实、理由和依据进行陈述和申辩，并提交有关材料；"
                    "本局不因陈述和申辩加重处理。",
                ),
            ),
            (Cell("陈述和申辩的内容", "{陈述申辩意见}", 8),),
            (Cell("提交的材料", "{附件}", 3),),
            (Cell("", READ),),
            (_sign("陈述人签名及日期", 3), _sign("听取人（两人）签名及日期", 3)),
            (_sign("记录人签名及日期"),),
        ),
        note="说明：陈述人须出示身份证件；不是法定代表人的，附授权委托书。",
    ),
    FormTemplate(
        "verification_record",
        "核查记录",
        "核查记录",
        (PRACTICE,),
        (
            _CASE,
            _PLACE,
            (Cell("核查对象", "{核查对象}", 2),),
            (Cell("核查人员（两人以上）", "{核查人员}", 2), Cell("在场人员", "{在场人员}", 2)),
            (Cell("核查事项和依据", "{核查事项}", 2),),
            (Cell("核查情况", "{核查情况}", 8),),
            (Cell("调取的材料", "{附件}", 3),),
            (Cell("", READ),),
            (_sign("企业签名或者盖章及日期", 3), _sign("服务商签名或者盖章及日期", 3)),
            (_sign("核查人员（两人以上）签名及日期", 3),),
        ),
        note="说明：只记录事实，不作结论。拒绝签名或者盖章的，由核查人员注明情况。",
    ),
    FormTemplate(
        "approval_sheet",
        "审批表（签批单）",
        "文书审批表",
        (PRACTICE,),
        (
            (Cell("案号", "{案号}", 2), Cell("拟稿人及日期", "{拟稿人}", 2)),
            (Cell("文书标题", "{标题}", 2),),
            (Cell("主送", "{受送单位}", 2), Cell("抄送", "{抄送}", 2)),
            (Cell("拟办意见", "{拟办意见}", 4),),
            (_sign("科（处）室负责人意见", 3), _sign("会签科（处）室意见", 3)),
            (_sign("合法性审核意见", 3), _sign("公开审查意见（公开属性）", 3)),
            (_sign("办公室核稿", 3), _sign("集体讨论（会议名称、纪要文号）", 3)),
            (_sign("分管负责人意见", 3),),
            (_sign("主要负责人签发", 3),),
            (Cell("附件", "{附件}", 2), Cell("备注", "{备注}", 2)),
        ),
        note="说明：各栏意见须写明同意与否，签名并注明日期。发文字号签发后由办公室编号。",
    ),
    FormTemplate(
        "address_confirmation",
        "送达地址确认书",
        "送达地址确认书",
        (ADDRESS_AGREED,),
        (
            (Cell("单位名称", "{服务商}", 2),),
            (Cell("统一社会信用代码", "{统一社会信用代码}", 2),),
            (Cell("法定代表人（负责人）", "{法定代表人}", 2), Cell("收件人及职务", "{收件人}", 2)),
            (Cell("送达地址", "{送达地址}", 3),),
            (Cell("联系电话", "{收件电话}", 2), Cell("电子送达地址", "{电子送达地址}", 2)),
            (
                Cell(
                    "",
                    "□同意　□不同意　以上述电子送达地址接收各类文书。"
                    "同意的，文书到达该地址的日期为送达日期。",
                ),
            ),
            (
                Cell(
                    "",
                    "本单位确认以上信息真实、准确，适用于试点工作期间的各类文书；如有变更，及时书面告知，"
                    "未告知的，向上述地址送达所产生的后果由本单位承担。",
                ),
            ),
            (_sign("法定代表人（负责人）签名", 5), _sign("单位盖章及日期", 5)),
            (_sign("经办人（两人）签名及日期", 3),),
        ),
        note="说明：本确认书一式两份，签署单位和主管部门各存一份。",
    ),
    FormTemplate(
        "grey_list_card",
        "灰名单登记卡",
        "灰名单登记卡（内部）",
        (PRACTICE,),
        (
            _CASE,
            (Cell("统一社会信用代码", "{统一社会信用代码}"),),
            (Cell("事由", "{事由}", 3),),
            (Cell("依据", "{依据}", 2),),
            (Cell("决定文号", "{文号}"), Cell("签发人", "{签发人}")),
            (Cell("纳入之日", "{纳入日}"), Cell("管理至", "{管理至}")),
            (Cell("可以查阅的人员", "{查阅人}", 2),),
            (Cell("复查和移出的记录", "", 5),),
            (_sign("登记人签名及日期"), _sign("审核人签名及日期")),
        ),
        note="说明：本卡内部使用，不对外提供。办法没有规定灰名单的期限和移出办法，由本局以内部工作规程另定。",
    ),
    FormTemplate(
        "case_register",
        "发文、送达、公示登记簿",
        "发文、送达、公示登记簿",
        (PRACTICE,),
        (_CASE,),
        columns=REGISTER_COLUMNS,
        listed="{登记事项}",
        empty_rows=5,
        note="制表人：　　　　　　　　审核人：　　　　　　　　日期：",
    ),
    FormTemplate(
        "evidence_list",
        "证据目录",
        "证据目录",
        (PROVED,),
        (_CASE, (Cell("所据以签发的文书及日期", "{文书名称}"),)),
        columns=EVIDENCE_COLUMNS,
        listed="{证据}",
        empty_rows=15,
        note="制表人签名：　　　　　　　　审核人签名：　　　　　　　　日期：",
    ),
)
