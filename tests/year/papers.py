"""Rows of spreadsheets as bureaus have them, by the heads of the templates."""

from __future__ import annotations

from tests.web.clients import credit_code

PROVIDER, ENTERPRISE = "服务商（统一社会信用代码）", "试点企业（统一社会信用代码）"
CODE, CONTRACT = "统一社会信用代码", "合同（合同编号）"


def list_providers(codes):
    """Providers by name, each with its code."""
    return [
        {CODE: code, "名称": name, "组织形式": "企业", "联系人及电话": f"{name[0]}先生 1390000000{n}"}
        for n, (name, code) in enumerate(codes.items())
    ]


def list_enterprises(codes, industry, districts):
    """Enterprises by name, each with its code; districts take turns."""
    return [
        {
            "企业名称": name,
            CODE: code,
            "所在区（县、市）": districts[n % len(districts)],
            "所属试点行业": industry,
            "企业规模": "小型",
            "数字化水平等级": 1,
            "评测指标版本": "2025版",
        }
        for n, (name, code) in enumerate(codes.items())
    ]


def list_batch(codes, number, listed_on, **more):
    """The list of enterprises of a batch, by its document."""
    common = {"试点批次": "第一批", "名单文号": number, "列入之日": listed_on}
    return [{ENTERPRISE: code, **common, **more} for code in codes.values()]


def list_members(codes, categories, from_on, basis, **more):
    """Memberships of providers by name, in categories by name."""
    return [
        {PROVIDER: codes[name], "服务商类别": zh, "入库之日": from_on, "入库依据": basis, **more}
        for name, zh in categories.items()
    ]


def list_diagnoses(pairs, on):
    """Diagnoses: enterprise and provider by code."""
    diagnosed = {"诊断之日": on, "诊断所得等级": 1, "评测指标版本": "2025版", "诊断报告": "诊断报告书"}
    return [{ENTERPRISE: e, "诊断的服务商（统一社会信用代码）": p, **diagnosed} for e, p in pairs]


def write_contract(number, provider, enterprise, signed_on, **more):
    """A contract of 60 万元 that was registered ten days later, unless it says otherwise."""
    return {
        PROVIDER: provider,
        ENTERPRISE: enterprise,
        "合同编号": number,
        "合同种类": "改造合同",
        "签订之日": signed_on,
        "合同金额（万元）": "60",
        "承诺运维时长（个月）": 36,
        **more,
    }


def write_progress(number, on, what="系统上线"):
    return {CONTRACT: number, "进展种类": "实质性进展", "发生之日": on, "进展内容": what}


def write_acceptance(number, on, *, planned=None, passed=True, after=2, authority="市级"):
    """An acceptance held on its planned day, unless it was planned for another."""
    return {
        CONTRACT: number,
        "验收层级": authority,
        "计划验收之日": planned or on,
        "验收之日": on,
        "验收结论": "通过" if passed else "未通过",
        "改造前等级": 1,
        "改造后等级": after,
        "评测指标版本": "2025版",
    }


def rate(number, on, topics, score):
    """Points of an enterprise on topics, for a contract."""
    return [{CONTRACT: number, "评价维度": topic, "评分（分）": score, "评价之日": on} for topic in topics]


def judge(number, on, answer):
    """An enterprise's whole judgement, for a contract."""
    return {CONTRACT: number, "评价维度": "总体评价", "评价结论": answer, "评价之日": on}


class Papers:
    """A bureau's rows, with codes that no other test has: six providers, fifteen enterprises.

    `applicants` come in by the batch that the story plays, all others were in the pool before.
    """

    city: str
    names: list[str]
    applicants: tuple[str, ...]

    def __init__(self):
        self.providers = {name: credit_code() for name in self.names}
        self.enterprises = {f"{self.city}第{n}制造厂": credit_code() for n in range(1, 16)}
        self.codes = list(self.enterprises.values())
        self.enrolled = {n: code for n, code in self.providers.items() if n not in self.applicants}
        self.found = {}
        """The pages of those whom the story has entered by hand."""

    def list_registers(self, industry, districts, number, listed_on, **days):
        """Who was in the pool before, and the enterprises with the document that lists them."""
        return {
            "服务商": list_providers(self.enrolled),
            "试点企业": list_enterprises(self.enterprises, industry, districts),
            "试点企业名单": list_batch(self.enterprises, number, listed_on, **days),
        }

    def list_diagnoses(self, provider, on):
        """Diagnoses of the first eight enterprises by a provider."""
        return list_diagnoses([(code, self.providers[provider]) for code in self.codes[:8]], on)

    def list_enrolled(self, categories, from_on, basis, **more):
        """Memberships of those who were in the pool before, of the categories of all."""
        theirs = {name: zh for name, zh in categories.items() if name in self.enrolled}
        return list_members(self.providers, theirs, from_on, basis, **more)
