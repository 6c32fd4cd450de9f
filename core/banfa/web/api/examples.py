"""The document's examples: reports of every kind, and what every operation's example was answered with.

They are of Xiamen and hang together: entries refer to each other by the keys that they are reported with, in
the order below. The tests send every request example of the document; `examples.json` holds the answers.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

FILE: Final = Path(__file__).with_name("examples.json")

PROVIDER: Final = "91350200MA2XNKTD0M"
ENTERPRISE: Final = "91350206EXAMPLE01H"
CONTRACT: Final = "XM-2026-0001"
PROVIDER_ID: Final = "pv_5d1c07a9e3b84f62a0c9d7164be82f35"
RUN_ID: Final = "wr_0f6b1d8ac4e94c0fb1a7e2d95c3f7a68"

ENTRIES: Final[dict[str, dict[str, Any]]] = {
    "provider": {"uscc": PROVIDER, "name": "鹭岛数智科技有限公司", "contact": "林女士 0592-5550101"},
    "service_case": {
        "provider": PROVIDER,
        "client": "某卫浴制造有限公司",
        "client_size": "small",
        "served_on": "2025-06-30",
        "verified_on": "2025-09-15",
    },
    "membership": {
        "provider": PROVIDER,
        "category": "integrator",
        "from_on": "2025-10-01",
        "basis": "厦工信〔2025〕88号公布的名单",
    },
    "product": {
        "provider": PROVIDER,
        "name": "轻量化生产管理系统",
        "published_on": "2025-11-20",
        "scenarios": ["生产计划", "质量管理"],
    },
    "provider_change": {
        "provider": PROVIDER,
        "what": "address",
        "after": "厦门市集美区软件园三期",
        "occurred_on": "2026-02-10",
        "reported_on": "2026-02-20",
    },
    "concession": {
        "provider": PROVIDER,
        "item": "首年免收运维费",
        "promised_on": "2025-09-01",
        "kept_on": "2026-03-31",
        "evidence": "企业确认函",
    },
    "enterprise": {
        "uscc": ENTERPRISE,
        "name": "厦门某电子有限公司",
        "district": "湖里区",
        "industry": "pilot",
        "size": "small",
        "level": 1,
        "level_edition": "2024年版",
    },
    "enterprise_listing": {
        "enterprise": ENTERPRISE,
        "batch": "第一批",
        "document": "厦工信企业〔2025〕96号",
        "listed_on": "2025-11-10",
        "from_on": "2025-11-10",
        "until_on": "2026-09-30",
    },
    "enterprise_change": {
        "enterprise": ENTERPRISE,
        "what": "name",
        "before": "厦门某电子有限公司",
        "after": "厦门某电子科技有限公司",
        "occurred_on": "2026-02-10",
        "reported_on": "2026-02-20",
        "basis": "登记通知书",
    },
    "diagnosis": {
        "enterprise": ENTERPRISE,
        "provider": PROVIDER,
        "diagnosed_on": "2025-12-05",
        "level": 1,
        "level_edition": "2024年版",
    },
    "contract": {
        "provider": PROVIDER,
        "enterprise": ENTERPRISE,
        "number": CONTRACT,
        "signed_on": "2026-01-15",
        "registered_on": "2026-01-20",
        "amount": 12345600,
        "items": [{"name": "生产管理系统", "amount": 12345600}],
    },
    "progress": {
        "contract": CONTRACT,
        "kind": "substantive",
        "occurred_on": "2026-02-20",
        "content": "系统已在一条产线上线",
    },
    "acceptance": {
        "contract": CONTRACT,
        "authority": "city",
        "accepted_on": "2026-03-20",
        "outcome": "passed",
        "level_before": 1,
        "level_after": 2,
        "level_edition": "2024年版",
    },
    "survey": {"contract": CONTRACT, "answer": "满意", "answered_on": "2026-03-25", "remark": "响应及时"},
    "review": {
        "provider": PROVIDER,
        "topic": "expert",
        "score": 86,
        "reviewed_on": "2026-03-28",
        "reviewer": "陈工",
    },
    "finding": {
        "provider": PROVIDER,
        "kind": "incomplete_list",
        "found_on": "2026-03-10",
        "evidence": "软件采购清单缺少两项",
    },
    "record": {
        "provider": PROVIDER,
        "kind": "honour",
        "item": "省级专精特新中小企业",
        "occurred_on": "2025-12-01",
        "body": {"level": "省部级", "awarded_by": "福建省工业和信息化厅"},
    },
    "complaint": {
        "provider": PROVIDER,
        "enterprise": ENTERPRISE,
        "received_on": "2026-03-01",
        "channel": "电话",
        "content": "驻场人员两周未到",
        "outcome": "dismissed",
        "decided_on": "2026-03-15",
    },
    "inspection": {
        "provider": PROVIDER,
        "inspected_on": "2026-03-05",
        "inspector": "市中小企业服务中心",
        "result": "现场核查三份合同，进度与报送相符",
    },
    "filing": {
        "provider": PROVIDER,
        "what": "季度工作报告",
        "period": "2026年第一季度",
        "due_on": "2026-04-05",
        "made_on": "2026-04-02",
    },
    "target": {
        "provider": PROVIDER,
        "item": "完成改造企业数",
        "period": "2026年",
        "due_on": "2026-12-31",
        "planned": 20,
        "achieved": 3,
    },
    "source_complete": {"reports": "contract", "until_on": "2026-03-31", "basis": "平台数据截止说明"},
}
"""A report of each kind that is reported, in the order in which they can be recorded."""

DECISION: Final[dict[str, Any]] = {
    "provider_id": PROVIDER_ID,
    "kind": "order",
    "decided_on": "2026-03-12",
    "due_on": "2026-04-13",
    "edition": "draft",
    "cite": "11.4",
    "authority": "厦门市工业和信息化局",
    "document_no": "厦工信责改〔2026〕3号",
    "content": "限期补正软件采购清单",
}
"""A decision under a document."""

PAST_DECISION: Final[dict[str, Any]] = {
    "external_id": "2025-警告-07",
    "provider_id": PROVIDER_ID,
    "kind": "warning",
    "decided_on": "2025-11-12",
    "content": "依整改台账补录",
}
"""A decision of the time before Banfa, as an old list has it."""

IN_BULK: Final[dict[str, dict[str, Any]]] = {
    "provider": {"uscc": "91350200EXAMPA1231", "name": "海峡云联信息技术有限公司"},
    "membership": {"category": "product"},
    "enterprise": {"uscc": "91350200MA8T1EXA0A", "name": "厦门某机械有限公司"},
    "enterprise_listing": {"batch": "第二批"},
    "contract": {"number": "XM-2026-0002"},
    "source_complete": {"reports": "survey"},
}
"""What differs in the row of a bulk request, where no two entries may have the same."""

CORRECTIONS: Final[dict[str, dict[str, Any]]] = {
    "provider": {"contact": "林女士 0592-5550102"},
    "service_case": {"place": "泉州市"},
    "membership": {"basis": "厦工信〔2025〕88号公布的名单，第12项"},
    "product": {"scenarios": ["生产计划", "质量管理", "设备管理"]},
    "provider_change": {"reported_on": "2026-02-21"},
    "concession": {"evidence": "企业确认函和发票"},
    "enterprise": {"district": "思明区"},
    "enterprise_listing": {"until_on": "2026-12-31"},
    "enterprise_change": {"reported_on": "2026-02-21"},
    "diagnosis": {"level": 2},
    "contract": {"registered_on": "2026-01-22", "market_price": 15000000},
    "progress": {"content": "系统已在两条产线上线"},
    "acceptance": {"accepted_on": "2026-03-21"},
    "survey": {"remark": None},
    "review": {"score": 88},
    "finding": {"evidence": "软件采购清单缺少三项"},
    "record": {"occurred_on": "2025-12-02"},
    "complaint": {"channel": "来信"},
    "inspection": {"inspector": "市工业和信息化局"},
    "filing": {"made_on": "2026-04-03"},
    "target": {"achieved": 4},
    "source_complete": {"until_on": "2026-03-30"},
}
"""What the example's correction changes of each kind; null removes."""


def make_examples(kind: str) -> dict[str, dict[str, Any] | None]:
    """The examples of a kind's requests: `report`, `bulk`, `correction`; None each where there are none."""
    if kind not in ENTRIES:
        return dict.fromkeys(("report", "bulk", "correction"))
    row = {**ENTRIES[kind], **IN_BULK.get(kind, {}), "external_id": f"{kind}-2026-001"}
    correction = {"reason": "原报送有误", "data": CORRECTIONS[kind]}
    return {"report": ENTRIES[kind], "bulk": {"rows": [row]}, "correction": correction}


def read_answers() -> dict[str, dict[str, Any]]:
    """What each operation's example was answered with, by operationId: {"status", "answer"}."""
    answers: dict[str, dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"))
    return answers
