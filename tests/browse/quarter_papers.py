"""What a bureau has in its folders before its first quarter: three providers, and what they did, by sheet."""

from __future__ import annotations

from tests.web.clients import credit_code

NAMES = ("甲数字化服务有限公司", "乙数字化服务有限公司", "丙数字化服务有限公司")
PROVIDER, ENTERPRISE = "服务商（统一社会信用代码）", "试点企业（统一社会信用代码）"
CODE, CONTRACT = "统一社会信用代码", "合同（合同编号）"
CONTRACTS = ("甲-1", "甲-2", "甲-3", "乙-1")
CHECKS = (
    "为境内依法登记注册的独立法人企业",
    "有实际经营场地",
    "有稳定的技术团队和人员",
    "本地化服务能力较强",
    "能及时响应试点企业的改造需求",
    "售前售后服务完善",
)
SCENARIOS = "产品设计\n工艺设计\n计划排程\n生产管控\n质量管理\n设备管理\n仓储物流\n采购管理"
REPORTS = (
    "合同签订与立项",
    "验收",
    "让利承诺与兑现",
    "产品",
    "其他行业复制推广",
    "面向其他行业的解决方案",
    "满意度评价",
    "专家评审",
    "链式转型",
    "优秀案例",
    "活动、参展与课题",
    "海外转型赋能",
    "省部级及以上荣誉",
    "宣传推广",
)
"""What the measure counts, as it is declared complete."""


def draw_up():
    """The rows of each sheet by its name, in the order in which sheets are brought in.

    The third provider's qualification is not checked: its result stays open.
    """
    codes = {name[0]: credit_code() for name in NAMES}
    factories = {number: credit_code() for number in CONTRACTS}
    checked = {initial: {PROVIDER: codes[initial]} for initial in "甲乙"}
    return {
        "服务商": [{CODE: code, "名称": name} for code, name in zip(codes.values(), NAMES, strict=True)],
        "试点企业": [_enterprise(number, code) for number, code in factories.items()],
        "合同": [_contract(number, codes[number[0]], code) for number, code in factories.items()],
        "验收": [_acceptance(number) for number in CONTRACTS],
        "让利承诺": [
            {
                **provider,
                "承诺的让利事项": "实施费九折",
                "承诺之日": "2026-01-10",
                "核实兑现之日": "2026-03-20",
            }
            for provider in checked.values()
        ],
        "认定": [{**provider, **_check(kind)} for provider in checked.values() for kind in CHECKS],
        "入库记录": [
            {PROVIDER: code, "服务商类别": "综合集成服务商", "入库之日": "2025-10-09"}
            for code in codes.values()
        ],
        "产品": [
            {
                **checked[name[0]],
                "产品名称": name,
                "审核发布之日": "2026-01-15",
                "覆盖的场景": SCENARIOS,
            }
            for name in ("甲云ERP", "甲轻量化MES", "甲数字仓储", "乙智能排产")
        ],
        "其他行业复制推广": [
            {
                **checked["甲"],
                "行业": industry,
                "发生之日": "2026-02-10",
                "产品或解决方案": "甲云ERP",
                "推广到的企业": "某厂",
            }
            for industry in ("纺织", "食品")
        ],
        "专家评审": [
            {**provider, "评审事项": "专家核验", "评分（分）": 100, "评审之日": "2026-03-25"}
            for provider in checked.values()
        ],
        "满意度评价": [
            {CONTRACT: number, "评价维度": topic, "评分（分）": 100, "评价之日": "2026-03-26"}
            for number in CONTRACTS
            for topic in ("服务态度", "响应速度", "改造成效")
        ],
    }


def _enterprise(number, code):
    return {
        "企业名称": f"{number}厂",
        CODE: code,
        "所属试点行业": "试点行业（具体行业见试点工作方案）",
        "企业规模": "小型",
    }


def _contract(number, provider, enterprise):
    return {
        PROVIDER: provider,
        ENTERPRISE: enterprise,
        "合同编号": number,
        "合同种类": "改造合同",
        "签订之日": "2026-01-10",
        "立项之日": "2026-01-20",
        "合同金额（万元）": "12.5",
        "承诺运维时长（个月）": 36,
    }


def _acceptance(number):
    return {
        CONTRACT: number,
        "验收层级": "市级",
        "计划验收之日": "2026-03-25",
        "验收之日": "2026-03-20",
        "验收结论": "通过",
        "改造前等级": 1,
        "改造后等级": 2,
        "评测指标版本": "2025版",
    }


def _check(kind):
    return {
        "认定种类": kind,
        "是否成立": "是",
        "认定之日": "2026-03-30",
        "所属期间的最后一日": "2026-03-31",
        "依据": "核验表",
    }
