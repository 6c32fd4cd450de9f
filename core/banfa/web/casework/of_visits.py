"""Resources of visits: plans, mandates, records, third parties' reports, what is adopted of them."""

from __future__ import annotations

from typing import Final

from banfa.procedures.visits import findings, mandate_rows, mandates, plans, reports, site_visits
from banfa.procedures.visits.actions import CHECK, MANAGE, READ
from banfa.web.casework.declared import Act, Resource

LABELS: Final = {
    "mandated": "所据委托书的编号",
    "body": "单位",
    "source": "来源",
    "found_on": "查明之日",
    "site_visit_id": "所据的走访",
    "report_id": "所据的报告",
    "inspection_id": "记入台账的跟踪检查",
    "finding_id": "记入台账的认定",
}

PLANS: Final = Resource(
    name="visit_plan",
    one="visit_plan",
    many="visit_plans",
    zh="走访计划",
    row=plans.VisitPlan,
    machine=plans.PLANS,
    filters=("state",),
    words={"state": plans.STATES, "kind": plans.KINDS},
    columns=("name", "kind", "basis", "led_by", "from_on", "until_on", "times", "approved_on", "state"),
    read=READ,
    manage=MANAGE,
    makes=(
        Act(
            name="draft_visit_plan",
            zh="拟定走访计划",
            action=MANAGE,
            perform=plans.draft_visit_plan,
            inputs=plans.DraftVisitPlan,
        ),
    ),
    acts=(
        Act(
            name="approve_visit_plan",
            zh="登记批准",
            action=CHECK,
            path="approval",
            perform=plans.approve_visit_plan,
            inputs=plans.ApproveVisitPlan,
            steps=("approve",),
        ),
        Act(
            name="finish_visit_plan",
            zh="登记完成",
            action=MANAGE,
            path="completion",
            perform=plans.finish_visit_plan,
            inputs=plans.EndVisitPlan,
            steps=("finish",),
        ),
        Act(
            name="drop_visit_plan",
            zh="不再实施",
            action=MANAGE,
            path="dropping",
            perform=plans.drop_visit_plan,
            inputs=plans.EndVisitPlan,
            steps=("drop",),
        ),
    ),
)
MANDATES: Final = Resource(
    name="mandate",
    one="mandate",
    many="mandates",
    zh="委托书",
    row=mandate_rows.Mandate,
    machine=mandate_rows.MANDATES,
    filters=("state",),
    words={"state": mandate_rows.MANDATES.states, "kind": mandate_rows.BODIES},
    columns=("number", "body", "kind", "matters", "from_on", "until_on", "state"),
    read=READ,
    manage=MANAGE,
    makes=(
        Act(
            name="enter_mandate",
            zh="登记委托书",
            action=MANAGE,
            perform=mandates.enter_mandate,
            inputs=mandates.EnterMandate,
        ),
    ),
    acts=(
        Act(
            name="check_mandate",
            zh="复核委托书",
            action=CHECK,
            path="confirmation",
            perform=mandates.check_mandate,
            steps=("check",),
        ),
        Act(
            name="return_mandate",
            zh="退回委托书登记",
            action=CHECK,
            path="return",
            perform=mandates.return_mandate,
            steps=("return",),
        ),
    ),
)
SITE_VISITS: Final = Resource(
    name="site_visit",
    one="site_visit",
    many="site_visits",
    zh="走访记录",
    row=site_visits.SiteVisit,
    machine=site_visits.SITE_VISITS,
    filters=("state", "provider_id", "enterprise_id", "plan_id"),
    words={"state": site_visits.SITE_VISITS.states, "manner": site_visits.MANNERS},
    columns=("visited_on", "provider_id", "manner", "state"),
    read=READ,
    manage=MANAGE,
    labels=LABELS,
    makes=(
        Act(
            name="enter_site_visit",
            zh="登记走访",
            action=MANAGE,
            perform=site_visits.enter_site_visit,
            inputs=site_visits.EnterSiteVisit,
        ),
    ),
    acts=(
        Act(
            name="check_site_visit",
            zh="复核走访",
            action=CHECK,
            path="confirmation",
            perform=site_visits.check_site_visit,
            steps=("check",),
        ),
        Act(
            name="return_site_visit",
            zh="退回走访登记",
            action=CHECK,
            path="return",
            perform=site_visits.return_site_visit,
            steps=("return",),
        ),
        Act(
            name="note_visit_matter",
            zh="登记走访查明的事项",
            action=MANAGE,
            path="findings",
            perform=findings.note_visit_matter,
            inputs=findings.NoteFinding,
            states=("checked",),
            gives="visit_finding",
        ),
    ),
)
REPORTS: Final = Resource(
    name="visit_report",
    one="visit_report",
    many="visit_reports",
    zh="第三方报告",
    row=reports.VisitReport,
    machine=reports.REPORTS,
    filters=("state", "provider_id", "enterprise_id", "mandate_id"),
    words={"state": reports.REPORTS.states},
    columns=("number", "body", "provider_id", "reported_on", "level_before", "level_after", "state"),
    read=READ,
    manage=MANAGE,
    labels=LABELS,
    makes=(
        Act(
            name="enter_visit_report",
            zh="登记第三方报告",
            action=MANAGE,
            perform=reports.enter_visit_report,
            inputs=reports.EnterVisitReport,
        ),
    ),
    acts=(
        Act(
            name="check_visit_report",
            zh="复核第三方报告",
            action=CHECK,
            path="confirmation",
            perform=reports.check_visit_report,
            steps=("check",),
        ),
        Act(
            name="return_visit_report",
            zh="退回第三方报告登记",
            action=CHECK,
            path="return",
            perform=reports.return_visit_report,
            steps=("return",),
        ),
        Act(
            name="note_report_matter",
            zh="登记报告查明的事项",
            action=MANAGE,
            path="findings",
            perform=findings.note_report_matter,
            inputs=findings.NoteFinding,
            states=("checked",),
            gives="visit_finding",
        ),
    ),
)
VISIT_FINDINGS: Final = Resource(
    name="visit_finding",
    one="visit_finding",
    many="visit_findings",
    zh="查明事项",
    row=findings.VisitFinding,
    machine=findings.FINDINGS,
    filters=("state", "provider_id"),
    words={"state": findings.STATES, "fact": findings.FACTS},
    columns=("provider_id", "summary", "body", "found_on", "fact", "state"),
    read=READ,
    manage=MANAGE,
    labels=LABELS,
    acts=(
        Act(
            name="adopt_visit_finding",
            zh="采纳",
            action=MANAGE,
            path="adoption",
            perform=findings.adopt_visit_finding,
            inputs=findings.AdoptFinding,
            steps=("adopt",),
        ),
        Act(
            name="leave_visit_finding_out",
            zh="不采纳",
            action=MANAGE,
            path="leaving-out",
            perform=findings.leave_visit_finding_out,
            inputs=findings.LeaveFindingOut,
            steps=("leave_out",),
        ),
    ),
)
