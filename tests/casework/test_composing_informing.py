"""Papers that inform: filled from what happened, approved and served like others, moving nothing."""

from __future__ import annotations

from datetime import date, timedelta

from tests.casework.reading import (
    ANSWERS,
    new_party,
    plan_order,
    read_text,
    write,
)


class TestAPaperThatInforms:
    def run_order(self, office, clause="12.2"):
        provider = new_party(office)
        order = plan_order(office, provider, clause)
        return provider, order, office.decide(order, provider, title="限期整改通知书")

    def test_of_a_recheck_goes_its_way_and_moves_nothing(self, open_in):
        office = open_in("liuzhou")
        provider, order, running = self.run_order(office)
        case = running["case_id"]
        body = {"kind": "recheck_result", "remedy_id": order, "title": "复核结果", "publicity": "internal"}
        office.post(f"/cases/{case}/documents", body, expect=(409, "nothing_to_tell"))
        office.report(order)
        state = office.recheck(order, "failed")["state"]
        document = office.draft(order, kind="recheck_result", title="整改复核结果告知书")
        text = read_text(office, document)
        assert "我局以《限期整改通知书》（局企业函〔2026〕" in text
        assert "你单位于2026年4月20日提交了整改报告。" in text
        assert "结论如下：整改未见成效。经现场复核。" in text
        assert "》（局〔2025〕1号）第十三条、第十四条第（四）项的规定办理。" in text
        assert len(office.approve(document)["chain"]) == 2
        office.issue(document)
        office.serve(document, provider)
        assert office.get(f"/remedies/{order}")["state"] == state

    def test_of_a_change_of_provider_rests_on_its_article(self, open_in):
        office = open_in("liuzhou")
        _, order, running = self.run_order(office)
        office.go_to(date.fromisoformat(running["due_on"]) + timedelta(1))
        office.post(f"/remedies/{order}/lapse", {"words": "至期满未收到整改报告。"})
        text = read_text(office, office.draft(order, kind="replacement", title="可以申请更换服务商的通知"))
        assert "（局〔2025〕1号）第十三条，你单位所服务的试点企业可以申请更换服务商。" in text

    def test_of_a_longer_term_is_written_before_it_is_entered(self, open_in):
        office = open_in("liuzhou")
        _, order, running = self.run_order(office)
        assert running["due_on"] == "2026-05-20"
        document = office.draft(order, kind="extension", title="关于延长整改期限的通知")
        write(office, document, until="2026年6月1日", reasons="台风停工三日")
        words = "期限至2026年5月20日届满。\n因台风停工三日，现将整改期限延长至2026年6月1日（含当日）。"
        assert words in read_text(office, document)
        office.approve(document)
        number = office.issue(document)["document_no"]
        decided = {"decided_on": office.today.isoformat(), "document_no": number}
        longer = {"until": "2026-06-01", "reason": "台风停工三日", **decided}
        office.attach(f"/remedies/{order}", "stamped_original")
        office.post(f"/remedies/{order}/term-extension", longer, by=office.second)
        again = office.draft(order, kind="extension", title="关于延长整改期限的通知")
        assert words in read_text(office, again)

    def test_of_a_pause_is_filled_from_it(self, open_in):
        office = open_in("liuzhou")
        _, order, _running = self.run_order(office)
        paused = {
            "paused_on": office.today.isoformat(),
            "reason": "等待第三方复测",
            "document_no": "局企业函〔2026〕90号",
        }
        office.attach(f"/remedies/{order}", "stamped_original")
        office.post(f"/remedies/{order}/term-pause", paused)
        text = read_text(office, office.draft(order, kind="pause", title="关于中止整改期限的通知"))
        assert "因等待第三方复测，整改期限自2026年4月20日起中止。" in text

    def test_of_a_term_that_runs_again_says_until_when(self, open_in):
        """Paused with thirty days left of thirty, resumed ten days later: what was left begins anew."""
        office = open_in("liuzhou")
        provider, order, running = self.run_order(office)
        case = running["case_id"]
        body = {"kind": "resumption", "remedy_id": order, "title": "关于恢复整改期限的通知"}
        body |= {"publicity": "on_request"}
        office.post(f"/cases/{case}/documents", body, expect=(409, "nothing_to_tell"))
        paused = {"reason": "等待第三方复测", "document_no": "局企业函〔2026〕90号"}
        office.attach(f"/remedies/{order}", "stamped_original")
        office.post(f"/remedies/{order}/term-pause", {**paused, "paused_on": "2026-04-20"})
        office.post(f"/cases/{case}/documents", body, expect=(409, "nothing_to_tell"))
        office.go_to(date(2026, 4, 30))
        resumed = {"resumed_on": "2026-04-30", "reason": "复测完成", "document_no": "局企业函〔2026〕91号"}
        due = date.fromisoformat(office.post(f"/remedies/{order}/term-resumption", resumed)["due_on"])
        document = office.draft(order, kind="resumption", title="关于恢复整改期限的通知")
        text = read_text(office, document)
        until = f"{due.year}年{due.month}月{due.day}日"
        assert "整改期限自2026年4月20日起中止。" in text
        assert f"因复测完成，整改期限自2026年4月30日起恢复计算，至{until}届满（含当日）。" in text
        assert due > date(2026, 5, 20)
        office.approve(document)
        office.issue(document)
        office.serve(document, provider)

    def test_of_a_case_that_goes_on_says_since_when_it_stood_still(self, open_in):
        office = open_in("liuzhou")
        provider, order, running = self.run_order(office)
        case = f"/cases/{running['case_id']}"
        body = {"kind": "case_resumption", "remedy_id": order, "title": "关于恢复办理有关事项的通知"}
        body |= {"publicity": "on_request"}
        office.post(f"{case}/documents", body, expect=(409, "nothing_to_tell"))
        why = {"reason": "等待司法鉴定结论", "approved_by": "局长 何平"}
        office.post(f"{case}/suspension", why)
        office.go_to(date(2026, 4, 27))
        office.post(f"{case}/resumption")
        untold = office.plan(running["case_id"], "interview")
        office.post(f"{case}/documents", {**body, "remedy_id": untold}, expect=(409, "nothing_to_tell"))
        document = office.draft(order, kind="case_resumption", title="关于恢复办理有关事项的通知")
        write(office, document, reasons="鉴定结论已经作出")
        text = read_text(office, document)
        assert "我局《限期整改通知书》（局企业函〔2026〕" in text
        assert "所载事项，自2026年4月20日起中止办理。" in text
        assert "因鉴定结论已经作出，自2026年4月27日起恢复办理。" in text
        office.approve(document)
        office.issue(document)
        assert [item.step for item in office.list_waiting("case_document")] == ["待送达"]
        office.serve(document, provider)
        assert office.get(f"/remedies/{order}")["due_on"] == running["due_on"]

    def test_of_a_case_that_goes_on_names_the_advance_notice_where_nothing_else_was_issued(self, open_in):
        office = open_in("liuzhou")
        provider = new_party(office)
        case = office.find_case(provider, "14.9")
        removal = office.plan(case, "removal")
        office.decide(removal, provider, kind="advance", title="拟作处理告知书")
        office.post(f"/cases/{case}/suspension", {"reason": "等待鉴定", "approved_by": "局长 何平"})
        office.post(f"/cases/{case}/resumption")
        text = read_text(office, office.draft(removal, kind="case_resumption", title="关于恢复办理的通知"))
        assert "我局《拟作处理告知书》（局企业函〔2026〕" in text

    def test_answers_the_party_point_by_point(self, open_in):
        office = open_in("liuzhou")
        provider = new_party(office)
        removal = office.plan(office.find_case(provider, "14.9"), "removal")
        office.tell_and_hear(removal, provider, ANSWERS)
        text = read_text(office, office.draft(removal, kind="hearing_reply", title="关于陈述申辩的答复"))
        assert "你单位就《拟作处理告知书》（局企业函〔2026〕" in text
        assert "你单位提出：提出异议。" in text
        assert "现答复如下：提出“已口头报告”，不采纳，办法要求书面报告。" in text

    def test_shows_a_removal_where_the_text_shows_it(self, open_in):
        office = open_in("liuzhou")
        provider = new_party(office, "甲数字科技有限公司")
        removal = office.plan(office.find_case(provider, "14.9"), "removal")
        office.tell_and_hear(removal, provider)
        document = office.draft(removal, kind="publication", title="关于清退情况的公示", publicity="public")
        write(office, document, shown_from="2026年5月6日", shown_until="2026年5月12日")
        text = read_text(office, document)
        assert "现向社会公示：清退。公示期自2026年5月6日至2026年5月12日（含当日）。" in text
        other = open_in("huangshi", day=office.today)
        removal = other.plan(other.find_case(new_party(other), "15.4"), "removal")
        case = other.get(f"/remedies/{removal}")["case_id"]
        body = {"kind": "publication", "remedy_id": removal, "title": "公示", "publicity": "public"}
        other.post(f"/cases/{case}/documents", body, expect=(409, "nothing_to_tell"))
