"""Filings at a desk without a server between."""

from __future__ import annotations

from datetime import timedelta


def file_materials(desk, *providers):
    """A call that is out, to each of these, late, returned and with its mark; the last things by kind.

    Beside it a call that was dropped, and one from which all are exempt.
    """
    long_ago = desk.day - timedelta(40)
    dropped, exempting, call = (desk.act("draft_filing_call", issued_on=long_ago).id for _ in range(3))
    desk.act("drop_filing_call", dropped)
    filings = []
    for provider in providers:
        filings.append(desk.act("list_provider_for_filing", call, provider_id=provider).id)
        desk.act("list_provider_for_filing", exempting, provider_id=provider)
    for each in (exempting, call):
        desk.scan("filing_call", each, "filing_notice")
        desk.check("issue_filing_call", each, sent_on=long_ago)
    for filing in desk.list("material_filing", filing_call_id=exempting):
        desk.check("exempt_filing", filing.id)
    for filing in filings:
        mark = desk.act("mark_filing_late", filing).id
        desk.check("check_late_mark", mark)
        desk.act("remind_filing", filing)
        desk.scan("material_filing", filing, "filed_material")
        desk.act("receive_filing", filing)
        desk.check("return_filing", filing, complete_by=None)
        desk.check("revoke_late_mark", mark)
        mark = desk.act("mark_filing_late", filing).id
    return {"late_mark": mark, "material_filing": filings[-1], "filing_call": call}
