"""Xiamen, articles 11 and 12: a warning with an order of one month, to the day."""

from __future__ import annotations

from datetime import date


class TestAWarningWithAnOrder:
    def test_goes_from_a_lead_to_a_closed_case(self, xiamen):
        xiamen.go_to(date(2026, 4, 20))
        provider = xiamen.new_provider()
        case = xiamen.find_case(provider, "11.6")
        warning = xiamen.plan(case, "warning")
        order = xiamen.plan(case, "order", term=1, term_unit="个月")
        document = xiamen.draft(warning, title="关于提醒和限期整改的通知")
        xiamen.post(f"/case-documents/{document}/remedies", {"remedy_id": order})
        assert xiamen.approve(document)["state"] == "approved"
        xiamen.go_to(date(2026, 4, 27))
        xiamen.issue(document)
        xiamen.go_to(date(2026, 4, 28))
        xiamen.serve(document, provider)
        running = xiamen.get(f"/remedies/{order}")
        # served on 28 April: the first day is the 29th, the corresponding day of May the last
        assert (running["state"], running["due_on"]) == ("running", "2026-05-28")
        xiamen.go_to(date(2026, 5, 28))
        xiamen.report(order)
        xiamen.go_to(date(2026, 6, 3))
        assert xiamen.recheck(order)["state"] == "passed"
        xiamen.finish(warning)
        assert xiamen.close(case)["state"] == "closed"
        told = {(d["kind"], d.get("label"), d["cite"]) for d in xiamen.decisions(provider)}
        assert told == {
            ("warning", None, "11.6"),
            ("order", None, "11.6"),
            ("order_outcome", "done", "11.6"),
            ("order_outcome", "recheck_passed", "11.6"),
        }
