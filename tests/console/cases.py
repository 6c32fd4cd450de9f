"""Casework of a bureau with pages: a case that went its whole way, and one of each thing beside it."""

from __future__ import annotations

from datetime import timedelta

from tests.admission.batch import Batch
from tests.casework.office import Office as Desk
from tests.confirmations import checking
from tests.correspondence.writing import send_on_the_web
from tests.experts import panels
from tests.filings import calling
from tests.finance import listed
from tests.history import past
from tests.party_links import handing
from tests.reports import month
from tests.subsidies.money import Money
from tests.task_books import signing
from tests.visits import rounds

ANSWERS = [{"point": "已在改正", "answer": "走访未见改正。", "adopted": "不采纳"}]


def make_cases(office, entries):
    """Make them under an edition in force; gives outward ids by kind."""
    desk = Desk(office, None)
    cases = remove(desk, desk.new_provider("甲公司")) | call_back(desk, entries) | hand_over(desk, entries)
    cases |= admit(Batch(office, None)) | pay(Money(office, None)) | write(desk)
    cases |= review(desk, entries) | go_visiting(desk, entries) | confirm_data(desk) | report(desk)
    cases |= file_materials(desk, entries) | sign_books(desk, entries)
    return cases | bring_in(desk) | reconcile(desk) | recommend(desk) | link(desk, entries)


def review(desk, entries):
    """A panel that has reviewed a provider, with an expert who stands aside from another."""
    panel, (member,) = panels.hold(desk, 1)
    aside = {"manner": "declared", "declared_on": desk.today.isoformat(), "reason": "甲公司的顾问"}
    aside["provider_id"] = desk.new_provider("丙公司")
    recusal = desk.post(f"/panel-members/{member}/recusals", aside)["id"]
    sheet = panels.enter_sheet(desk, member, entries["provider"])["id"]
    panels.conclude(desk, panel)
    return {
        "expert": desk.get("/experts")["items"][0]["id"],
        "expert_panel": panel,
        "panel_member": member,
        "expert_recusal": recusal,
        "score_sheet": sheet,
        "panel_opinion": panels.give_opinion(desk, panel, entries["provider"]),
    }


def go_visiting(desk, entries):
    """A visit with what it has found, and a third party's report."""
    parties = entries["enterprise"], entries["provider"]
    plan, mandate = rounds.plan(desk), rounds.mandate(desk)
    visit = rounds.visit(desk, plan, *parties)
    report = rounds.write_report(desk, mandate, *parties)
    found = {"summary": "甲公司只办了一次培训。"}
    return {
        "visit_plan": plan,
        "mandate": mandate,
        "site_visit": visit,
        "visit_report": desk.post("/visit-reports", report)["id"],
        "visit_finding": desk.post(f"/site-visits/{visit}/findings", found)["id"],
    }


def confirm_data(desk):
    """A quarter's sheets that are out, one with a difference, and a source's letter."""
    desk.join(desk.new_provider("丁公司"), "product", since="2026-01-05")
    confirmation = checking.prepare(desk, checking.open_round(desk, name="2026年第一季度（核对）"))
    checking.send(desk, confirmation)
    letter = {**checking.LETTER, "stated_on": desk.today.isoformat()}
    source = desk.post(f"/confirmations/{confirmation}/source-confirmations", letter)["id"]
    sheet = checking.list_sheets(desk, confirmation)[0]
    checking.answer(desk, sheet["id"], (sheet["counts"][0]["name"], "2", "甲公司漏报一份。"))
    difference = desk.get("/confirmation-differences")["items"][0]["id"]
    return {
        "confirmation": confirmation,
        "confirmation_sheet": sheet["id"],
        "confirmation_difference": difference,
        "source_confirmation": source,
    }


def recommend(desk):
    """A table of recommendations that is submitted."""
    cities = desk.bureau.app.extensions["banfa"].cities
    industry = cities.profile("xiamen").industries[0].key
    named = {"name": "鹭岛食品有限公司", "district": "思明区", "size": "small", "industry": industry}
    desk.post("/enterprises", named)
    table = {
        "district": "思明区",
        "call": "listing",
        "title": "关于申报第二批试点企业的通知",
        "as_of": desk.today.isoformat(),
        "maker": "陈晨",
        "reviewer": "吴越",
        "recommended": ["鹭岛食品有限公司；推荐；设备较全"],
    }
    made = desk.post("/recommendations", table)["id"]
    desk.post(f"/recommendations/{made}/submission")
    return {"recommendation": made}


def report(desk):
    """A form, and a report of it that is drafted."""
    form = desk.post("/report-forms", month.FORM)["id"]
    report = month.draft(desk, as_of=desk.today.isoformat(), report_form_id=form)
    return {"report_form": form, "report": report["id"]}


def file_materials(desk, entries):
    """A call to a provider that is late, and was reminded."""
    call = calling.draft(desk, issued_on=desk.today.isoformat(), term=1)
    body = {"provider_id": entries["provider"]}
    filing = desk.post(f"/filing-calls/{call}/material-filings", body)["id"]
    calling.issue(desk, call)
    desk.post(
        f"/material-filings/{filing}/reminder",
        {"reminded_on": desk.today.isoformat(), "channel": "电话告知王五"},
    )
    desk.clock.now += timedelta(15)
    mark = desk.post(f"/material-filings/{filing}/late-marks", {"reason": "甲公司未报送。"})["id"]
    return {"filing_call": call, "material_filing": filing, "late_mark": mark}


def sign_books(desk, entries):
    """A task book in force with a change and a plan."""
    day = {"signed_on": desk.today.isoformat(), "from_on": desk.today.isoformat()}
    book = signing.put_in_force(desk, entries["provider"], **day, until_on="2027-12-31")
    days = {"signed_on": desk.today.isoformat(), "effective_on": desk.today.isoformat()}
    month = {"period": f"{desk.today:%Y-%m}", "received_on": desk.today.isoformat()}
    return {
        "task_book": book,
        "task_book_change": desk.post(f"/task-books/{book}/changes", {**signing.CHANGE, **days})["id"],
        "task_book_plan": signing.plan(desk, book, **month),
    }


def bring_in(desk):
    """An old sheet with a row that is matched; its name, and the row."""
    rows = [
        ["服务商", "发文日期", "文号", "备注"],
        ["甲公司", "2024-05-06", "黄经信函〔2024〕3号", "张三来电"],
    ]
    sheet = past.enter(desk, rows)
    past.match(desk, "甲公司", past.new_company(desk, "甲公司")[0])
    (row,) = past.list_rows(desk, sheet)
    name = past.find_name(desk, "甲公司")
    return {"history_sheet": sheet["id"], "history_name": name["id"], "history_row": row["id"]}


def reconcile(desk):
    """A list of finance's, and one of its lines."""
    sheet = listed.enter_list(desk, [listed.row(desk, 5, "P-99")])
    return {"finance_sheet": sheet["id"], "finance_line": listed.list_lines(desk, sheet)[0]["id"]}


def link(desk, entries):
    """A link of a provider, and an application that was handed in by another."""
    handing.switch_on(desk)
    made = handing.link(desk, provider_id=entries["provider"])
    return {"party_link": made["id"], "party_application": handing.apply_by_link(desk)}


def remove(desk, provider):
    """A removal, told, heard, approved, served and shown, in a case with all that can come to one."""
    lead = desk.register(provider, "12.4")
    desk.verify(lead)
    case = desk.open_case(lead, title="甲公司的案件")
    removal = desk.plan(case, "removal")
    desk.tell_and_hear(removal, provider, ANSWERS)
    desk.decide(removal, provider, title="关于取消甲公司试点工作资格的通知")
    papers = desk.get("/case-documents", case_id=case)["items"]
    shown = {"form": "circular", "wording": "甲公司的情况，现予通报。", "addressees": ["各区工信部门"]}
    noted = desk.post(f"/remedies/{removal}/publications", shown)["id"]
    desk.post(f"/publications/{noted}/review", by=desk.second)
    desk.post(f"/publications/{noted}/handover")
    desk.attach(f"/publications/{noted}", "evidence")
    day = desk.today.isoformat()
    desk.post(f"/publications/{noted}/posting", {"address": "https://x.gov.cn/1", "posted_on": day})
    objection = {"objector": "甲公司", "received_on": day, "words": "甲公司不服。"}
    received = {
        "kind": "review",
        "body": "市人民政府",
        "number": "厦府行复〔2026〕21号",
        "received_on": desk.today.isoformat(),
    }
    address = {
        "provider_id": provider,
        "confirmed_on": desk.today.isoformat(),
        "address": "观日路8号",
        "receiver": "甲公司 吴霞",
        "phone": "0592-1",
        "electronic": False,
    }
    return {
        "lead": lead,
        "case": case,
        "remedy": removal,
        "case_document": papers[-1]["id"],
        "document_approval": desk.get("/document-approvals", document_id=papers[-1]["id"])["items"][0]["id"],
        "document_service": desk.get("/document-services", document_id=papers[-1]["id"])["items"][0]["id"],
        "case_effect": desk.get("/case-effects", case_id=case)["items"][0]["id"],
        "publication": desk.post(f"/remedies/{removal}/publications", shown)["id"],
        "publication_objection": desk.post(f"/publications/{noted}/objections", objection)["id"],
        "proceeding": desk.post(f"/cases/{case}/proceedings", received)["id"],
        "recusal": desk.post(f"/cases/{case}/recusals", {"name": "周明", "reason": "甲公司的股东"})["id"],
        "meeting": desk.get("/meetings")["items"][0]["id"],
        "service_address": desk.post("/service-addresses", address)["id"],
    }


def call_back(desk, entries):
    """A call to who was dissatisfied with a provider."""
    answered = {
        "provider_id": desk.new_provider("乙公司"),
        "enterprise_id": entries["enterprise"],
        "answer": "不满意",
        "answered_on": "2026-03-02",
    }
    survey = desk.post("/surveys", answered)["id"]
    called = {
        "survey_id": survey,
        "called_on": desk.today.isoformat(),
        "callers": ["林晓", "郑文"],
        "outcome": "confirmed",
        "words": "甲公司两个月无人维护。",
    }
    return {"callback": desk.post("/callbacks", called)["id"]}


def hand_over(desk, entries):
    """Who stands in for whom, who takes all over, and an enterprise that wants another provider."""
    persons = desk.bureau.client("admin").get("/persons").json["items"]
    one, two = (next(p["id"] for p in persons if p["name"] == name) for name in ("林晓", "郑文"))
    day, asked = desk.today.isoformat(), {"contract_id": entries["contract"], "reason": "甲公司无人维护。"}
    away = {"person_id": one, "deputy_id": two, "from_on": day, "until_on": day, "reason": "外出培训"}
    over = {"person_id": one, "taker_id": two, "handed_on": day, "reason": "调离本科室"}
    return {
        "replacement": desk.post("/replacements", {**asked, "applied_on": day})["id"],
        "absence": desk.post("/absences", away)["id"],
        "case_handover": desk.post("/case-handovers", over)["id"],
    }


def admit(desk):
    """A batch whose proposed list is shown, with an objection to one name, and one that is public."""
    corrected = list_one(desk)
    ended = desk.today - timedelta(1)
    desk.announce(
        ["product"],
        conditions=["有实际经营场地"],
        open_from=(ended - timedelta(9)).isoformat(),
        open_until=ended.isoformat(),
    )
    provider = desk.new_provider("丙公司")
    application = desk.apply(
        "product", provider=provider, received_on=ended.isoformat(), contact="丙公司 吴霞"
    )
    desk.attach(f"/admission-batches/{desk.batch}", "official_text")
    desk.post(f"/admission-batches/{desk.batch}/closing")
    desk.prepare(application)
    desk.propose(application)
    left_off = desk.apply("product", received_on=ended.isoformat(), late_entry="林晓收件。")
    desk.intend(left_off)
    service = desk.enter_service(left_off)
    desk.shortlist()
    desk.show()
    said = {"received_on": desk.today.isoformat(), "objector": "丁公司", "matter": "丙公司的案例不实。"}
    return {
        "admission_batch": desk.batch,
        "admission_application": application,
        "admission_check": desk.lines(application)[0]["id"],
        "admission_event": desk.get("/admission-events", application_id=application)["items"][0]["id"],
        "admission_objection": desk.post(f"/admission-applications/{application}/objections", said)["id"],
        "admission_service": service,
        "admission_exit": leave(desk),
        "admission_correction": corrected,
    }


def list_one(desk):
    """A name on a published list that is to go; all of it was weeks ago."""
    ended, day = desk.today - timedelta(40), (desk.today - timedelta(30)).isoformat()
    days = {"open_from": (ended - timedelta(9)).isoformat(), "open_until": ended.isoformat()}
    desk.announce(["product"], number="第〇批", **days)
    application = desk.apply("product", provider=desk.new_provider("庚公司"), received_on=ended.isoformat())
    desk.attach(f"/admission-batches/{desk.batch}", "official_text")
    desk.post(f"/admission-batches/{desk.batch}/closing")
    desk.check_form(application)
    desk.note(application, "credit", held_on=day)
    desk.attach(f"/admission-applications/{application}", "application_form")
    desk.propose(application, proposed_on=day)
    matter = {"matter": "第〇批拟入库名单", "outcome": "同意", "result": "同意"}
    held = {
        "number": "局专题会议纪要〔2026〕188号",
        "name": "局长办公会",
        "held_on": day,
        "attended": ["何平", "陈立"],
    }
    desk.shortlist(meeting=desk.post("/meetings", {**held, "matters": [matter]})["id"])
    desk.show(public_from=day)
    desk.attach(f"/admission-batches/{desk.batch}", "stamped_original")
    desk.publish_list(number=88)
    said = {"intended_on": desk.today.isoformat(), "manner": "annul", "defect": "record"}
    said["reasons"] = "评审汇总表录入错行，庚公司未通过评审。"
    return desk.post(f"/admission-applications/{application}/corrections", said)["id"]


def leave(desk):
    """Who was in the pool and asks to leave."""
    membership = desk.join(desk.new_provider("己公司"), "product")
    said = {"received_on": desk.today.isoformat(), "reason": "业务调整。"}
    return desk.post("/admission-exits", {**said, "membership_id": membership})["id"]


def pay(desk):
    """A claim that was paid, of which some was recovered and a little paid back; and one that waits."""
    desk.numbers = 50  # after those of the desks before it
    named = {"name": "思明制造厂", "district": "思明区", "size": "small", "industry": "pilot"}
    company = desk.post("/enterprises", named)["id"]  # its district sees the claim
    batch, contract = desk.new_batch(), desk.new_contract(desk.new_provider("戊公司"), company)
    claim = desk.claim(batch, contract)
    desk.grant(claim)
    waiting = desk.claim(desk.new_batch(), desk.new_contract(desk.new_provider("己公司"), company))
    allocation = desk.fund(claim, 18_000_000)
    payment = desk.pay(claim, 18_000_000)
    recovery = desk.recover(claim, 1_000_000)
    return {
        "subsidy_batch": batch,
        "subsidy_claim": claim.rpartition("/")[2],
        "waiting_claim": waiting.rpartition("/")[2],
        "subsidy_allocation": allocation,
        "subsidy_fund": desk.get(f"/subsidy-allocations/{allocation}")["subsidy_fund_id"],
        "subsidy_payment": payment["id"],
        "subsidy_recovery": recovery.rpartition("/")[2],
        "subsidy_receipt": desk.pay_back(recovery, 100_000)["id"],
    }


def write(desk):
    """A letter with who has written it, one that went to 纪检, a paper, and a matter of a meeting."""
    day = desk.today.isoformat()
    body = {
        "channel": "hotline",
        "foreign_no": "XM-1",
        "kind": "complaint",
        "received_on": day,
        "named": True,
        "confidential": True,
        "summary": "反映甲公司长期不派人到场。",
    }
    letter = desk.post("/letters", body)["id"]
    reporter = desk.post(f"/letters/{letter}/reporter", {"name": "王小明", "contact": "甲公司门口"})["id"]
    sealed = {name: body[name] for name in body if name != "summary"} | {
        "foreign_no": "XM-2",
        "kind": "sealed",
    }
    other = desk.post("/letters", sealed)["id"]
    desk.post(f"/letters/{other}/diversion", {"body": "resident", "handed_on": day})
    diverted = desk.bureau.client("admin").get("/letter-diversions").json["items"][0]["id"]
    asking = {**body, "channel": "petition", "foreign_no": "XM-3", "kind": "consultation"}
    asked = f"/letters/{desk.post('/letters', asking)['id']}"
    told = {"accepted_on": day, "answered_on": day, "answer_manner": "written"}
    desk.post(f"{asked}/acceptance", told)
    desk.post(f"{asked}/reply", {"replied_on": day, "reply_manner": "written", "reply": "请见办法。"})
    served = {
        "kind": "served",
        "happened_on": day,
        "body": "某局",
        "document_no": "信复1号",
        "words": "甲公司",
    }
    paper = {"sender": "省厅", "title": "甲公司有关事项", "kind": "letter", "received_on": day}
    matter = {"place": 1, "what": "约谈甲公司", "responsible": "思明区工信局", "due_on": day}
    meeting = desk.get("/meetings")["items"][0]["id"]
    handing.switch_on(desk, 89, web_letters=True)
    for sealed_off in ("", "yes"):
        send_on_the_web(desk.bureau.app, desk.bureau.tenant.slug, sealed=sealed_off)
    return {
        "web_letter": desk.get("/web-letters")["items"][0]["id"],
        "sealed_web_letter": desk.bureau.client("admin").get("/sealed-web-letters").json["items"][0]["id"],
        "letter": letter,
        "letter_reporter": reporter,
        "letter_diversion": diverted,
        "letter_event": desk.post(f"{asked}/events", served)["id"],
        "incoming_paper": desk.post("/incoming-papers", paper)["id"],
        "meeting_matter": desk.post(f"/meetings/{meeting}/matters", matter)["id"],
    }
