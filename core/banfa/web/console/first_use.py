"""启用准备: what an empty bureau does first, each step a link, done as the facts say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import url_for

from banfa.procedures.first_use import find_readiness
from banfa.web.console.frame.declared import PAGES, Nav
from banfa.web.console.frame.pages import page

if TYPE_CHECKING:
    from banfa.procedures.first_use import Readiness
    from banfa.web.console.frame.calls import PageCall, Result


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step: whether it is done, what the facts are, and the page where it is done, where there is one."""

    zh: str
    done: bool
    facts: str
    address: str | None


@page("/first-use", "person.manage", "启用准备", nav=Nav(section="管理", icon="check-circle", order=5))
def first_use(call: PageCall) -> Result:
    """Show what is done and what comes next."""
    steps = list_steps(call)
    done = sum(step.done for step in steps)
    following = next((step for step in steps if not step.done), None)
    return call.render("first_use.html", steps=steps, done=done, following=following)


def list_steps(call: PageCall) -> list[Step]:
    """List the steps in their order, each as the facts stand."""
    ready = find_readiness(call.unit, call.profile)
    return _describe(ready, call.name_edition(ready.edition))


def _describe(ready: Readiness, title: str) -> list[Step]:
    reports = f"评价要用的{ready.reports}种数据"
    return [
        Step(
            zh="办法的文本",
            done=True,
            facts=f"已装{ready.editions}个文本，现用《{title}》",
            address=_find_address("law"),
        ),
        Step(
            zh="公布施行",
            done=ready.promulgated,
            facts="已登记公布的文件" if ready.promulgated else "登记公布办法的文件，此前只能试算",
            address=_find_address("promulgate", "instruments"),
        ),
        Step(
            zh="待定标准和口径",
            done=not ready.unset,
            facts=f"还有{ready.unset}项没有确定" if ready.unset else "都已确定",
            address=_find_address("terms"),
        ),
        Step(
            zh="人员和账号",
            done=ready.officers > 0 and ready.reviewers > 0,
            facts=f"能登录的经办{ready.officers}人、审核{ready.reviewers}人；同一件事由两人经手",
            address=_find_address("persons"),
        ),
        Step(
            zh="第一次导入",
            done=ready.providers > 0,
            facts=f"台账中有服务商{ready.providers}家" if ready.providers else "下载模板，先导入服务商",
            address=_find_address("imports"),
        ),
        Step(
            zh="数据报送确认",
            done=not ready.undeclared,
            facts=f"{reports}中还有{ready.undeclared}种没有确认报送齐全；没有的也要确认，才知道是零"
            if ready.undeclared
            else f"{reports}都已有报送确认",
            address=_find_address("completeness"),
        ),
    ]


def _find_address(*names: str) -> str | None:
    """The first of these pages that there is."""
    return next((url_for(f"console.{name}") for name in names if name in PAGES), None)
