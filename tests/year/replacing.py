"""更换服务商 through the pages (Liuzhou 13, Changchun 8): applied for, recommended, answered, recorded."""

from __future__ import annotations

from tests.year.desk import SECOND
from tests.year.importing import bring_in


def replace(desk, papers, *, answered, signed):
    """An enterprise applies, its county says so, the bureau answers, its new contract is recorded."""
    change = desk.fill(
        "/replacements/new", contract_id="己-1", applied_on=str(desk.today), reason="整改期内未完成整改。"
    )
    desk.fill(f"{change}/recommendation", opinion="情况属实，建议同意更换。")
    desk.go_to(answered)
    desk.fill(f"{change}/answer", by=SECOND, agrees="yes", answered_on=answered, answer="同意备案变更。")
    desk.go_to(signed)
    bring_in(desk, papers.new_contract())
    desk.fill(f"{change}/record", record_no="备2026-7", new_contract_id="甲-2")
    return change
