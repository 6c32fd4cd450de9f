"""Papers for the tests here: every one of the five cities, and of a made-up city that takes every remedy."""

from dataclasses import replace
from functools import cache
from typing import Any

from banfa.cities.loading.discovery import load_plugin
from banfa.law import (
    MUST,
    Months,
    circular,
    disqualify,
    grey_list,
    interview,
    publish,
    reassign,
    recover,
    rectify,
    refer,
    remove,
    replace_provider,
    warn,
)
from banfa.papers.catalogue import find_paper, list_papers
from banfa.papers.filling import fill_paper
from tests.cities.jiangcheng import EDITION, WARNING, plugin
from tests.five_cities import load_five

EVERY_REMEDY = (
    interview(),
    warn(),
    circular("公开"),
    rectify(Months(1)),
    disqualify(),
    remove(),
    publish(),
    grey_list(),
    replace_provider(),
    reassign(),
    recover("涉及问题项目的奖补款项"),
    refer(),
)
CITIES = load_five()
VALUES = {
    "服务商": "某某数字科技有限公司",
    "统一社会信用代码": "91350200MA2XNKTD0M",
    "事由": "一、2026年第一季度评价为不合格；\n二、试点企业书面投诉，经两名工作人员回访核实。",
    "依据": "《某某办法》第十一条第（一）项、第（三）项",
    "措施": "补齐实施人员。",
    "期限": "2026年5月28日",
    "附件": "证据目录\n问题清单",
    "抄送": "各区工业和信息化局",
    "证据": "评价结果｜本局｜2026年4月2日｜1—3｜第一季度评价为不合格",
    "登记事项": "登1号｜关于提醒的通知｜某函1号｜4月14日｜依申请公开｜某公司｜直接送达｜4月15日｜｜｜",
}


@cache
def made_city(*remedies):
    """A city without words of its own that takes these remedies, each by a clause of its own."""
    clauses = tuple(replace(WARNING[0], force=MUST, then=(remedy,)) for remedy in remedies)
    made = plugin(notices=(), editions=(replace(EDITION, clauses=clauses),))
    return load_plugin(made, "jiangcheng", check=False)


@cache
def profile_of(name):
    return made_city(*EVERY_REMEDY) if name == "jiangcheng" else CITIES.profile(name)


ALL_CITIES = (*CITIES.names(), "jiangcheng")
TEMPLATES: dict[str, Any] = {
    f"{city}-{t.name}": t for city in ALL_CITIES for t in list_papers(profile_of(city))
}


def find_any(profile, name) -> Any:
    """A paper of either kind, for tests that know which."""
    return find_paper(profile, name)


def fill_any(template, values) -> Any:
    """The same, filled in."""
    return fill_paper(template, values)


def fill_with_its_names(template) -> Any:
    """The paper with every blank filled in by its own name, lists by a row of as many cells as they want."""
    names = {blank.name: f"〔{blank.name}〕" for blank in template.blanks}
    rows = {"证据": "｜".join("甲乙丙丁戊"), "登记事项": "｜".join("甲乙丙丁戊己庚辛壬癸子")}
    return fill_paper(template, names | rows)
