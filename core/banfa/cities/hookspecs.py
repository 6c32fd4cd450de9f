"""What a city is asked for. A plugin is one module: the entry point's, in the group `banfa.cities`.

Each hook is a function of that module marked `@hook`, takes no arguments, is called once when the city
loads, and answers with frozen values of `banfa.law`. `city`, `editions` and `categories` are required; a city
without the others has none of what they list. Hooks read no clock, no network and no ledger: the same plugin
says the same law on every machine.

The examples run as they stand; a test sees to it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pluggy

if TYPE_CHECKING:
    from pathlib import Path

    from banfa.law import AdmissionRoute, Category, City, Edition, Industry, Notice, RecordKind, TaskBookDuty

PROJECT: Final = "banfa"
"""The name that `banfa.law.hook` carries. A plugin imports the marker; it never needs pluggy itself."""

spec = pluggy.HookspecMarker(PROJECT)

REQUIRED: Final = ("city", "editions", "categories")
"""The hooks without which there is no city."""


@spec(firstresult=True)
def city() -> City:  # type: ignore[empty-body]
    """Who runs the measure. The key is the name of the plugin's entry point, lower case and no other city's.

    Example::

        from banfa.law import City, hook

        @hook
        def city() -> City:
            return City("jiangcheng", "江城市", "江城市工业和信息化局")
    """


@spec(firstresult=True)
def editions() -> tuple[Edition, ...]:  # type: ignore[empty-body]
    """Every dated version of the measure, oldest first. Keys stay for ever: receipts name them.

    Example::

        from banfa.law import (
            MAY, Edition, Event, OpenDate, Status, article, cite, disqualify, facts as f, hook, item, outline,
        )

        OUTLINE = outline('''
            1   definition  服务商指入库机构
            2   encoded     可以取消资格
            2.1 encoded     整改令超过两次
            2.2 encoded     泄露企业信息
        ''')
        REMOVAL = article(2, MAY, disqualify(), items=(
            item(1, "整改令超过两次", f.orders_issued.exceeds(2, "次")),
            item(2, "泄露企业信息", f.finding("disclosure", "泄露企业信息")),
        ))

        @hook
        def editions() -> tuple[Edition, ...]:
            return (Edition(
                key="2025", title="江城市服务商管理办法", status=Status.DRAFT,
                valid_from=OpenDate(cite("1"), "commencement", "发布之日"), valid_to=Event("试点结束"),
                outline=OUTLINE, clauses=REMOVAL,
            ),)
    """


@spec(firstresult=True)
def categories() -> tuple[Category, ...]:  # type: ignore[empty-body]
    """The kinds of provider the measure names, with where it names them: whoever joins the pool is of one.

    A measure that makes no difference has one, 服务商.

    Example::

        from banfa.law import Category, cite, hook

        @hook
        def categories() -> tuple[Category, ...]:
            return (
                Category("integrator", "集成服务商", cite("1")),
                Category("product", "产品服务商", cite("1")),
            )
    """


@spec(firstresult=True)
def industries() -> tuple[Industry, ...]:  # type: ignore[empty-body]
    """The pilot industries, with where the measure names them or which other document does.

    Example::

        from banfa.law import Industry, cite, hook

        @hook
        def industries() -> tuple[Industry, ...]:
            return (
                Industry("machinery", "工程机械", cite("1")),
                Industry("textile", "纺织", source="试点实施方案"),
            )
    """


@spec(firstresult=True)
def record_kinds() -> tuple[RecordKind, ...]:  # type: ignore[empty-body]
    """Kinds of record that provisions ask for and Banfa does not already keep.

    `facts.records`, `record_items` and `record_sum` read them by key.

    Example::

        from banfa.law import Field, RecordKind, cite, hook

        @hook
        def record_kinds() -> tuple[RecordKind, ...]:
            return (RecordKind("honour", "省部级荣誉", cite("1"), item_zh="荣誉", fields=(
                Field.text("name", "荣誉名称"), Field.day("awarded_on", "授予日期"),
            )),)
    """


@spec(firstresult=True)
def worked_cases() -> tuple[Path, ...]:  # type: ignore[empty-body]
    """The YAML files of worked cases inside the package: their format is told in plugins/README.md.

    Example::

        from pathlib import Path
        from banfa.law import hook

        @hook
        def worked_cases() -> tuple[Path, ...]:
            return tuple(sorted((Path(__file__).parent / "cases").glob("*.yaml")))
    """


@spec(firstresult=True)
def notices() -> tuple[Notice, ...]:  # type: ignore[empty-body]
    """The documents served for remedies: text with blanks such as {服务商}, listed in `banfa.law.notices`.

    Example::

        from banfa.law import Notice, hook

        @hook
        def notices() -> tuple[Notice, ...]:
            body = "因{事由}，根据{依据}，请你单位于{期限}前（含当日）完成整改。"
            return (Notice("rectification", remedy="rectification", title="限期整改通知", body=body),)
    """


@spec(firstresult=True)
def admission_routes() -> tuple[AdmissionRoute, ...]:  # type: ignore[empty-body]
    """How providers come into the pool: the steps that the text names, by category, and where it is silent.

    A city without it has no admission by batch. What an applicant must be stands in the edition's rules.

    Example::

        from banfa.law import AdmissionRoute, AdmissionStep, cite, hook

        @hook
        def admission_routes() -> tuple[AdmissionRoute, ...]:
            steps = (AdmissionStep.APPLICATION, AdmissionStep.EXPERTS)
            return (AdmissionRoute(cite("1"), "自主申报、专家评审后入库", steps=steps),)
    """


@spec(firstresult=True)
def task_books() -> tuple[TaskBookDuty, ...]:  # type: ignore[empty-body]
    """Which categories sign a task book (任务书) with the bureau by the text, and the plans drawn up by it.

    A city without it has none ordered: what its bureau signs all the same it keeps by its own rules.

    Example::

        from banfa.law import PlanKind, TaskBookDuty, cite, hook

        @hook
        def task_books() -> tuple[TaskBookDuty, ...]:
            return (TaskBookDuty(cite("1"), "服务商签订任务书", plans=(PlanKind.MONTHLY,)),)
    """
