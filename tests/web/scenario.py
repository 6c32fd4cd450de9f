"""Every operation of the API, carried out once by the examples of the document."""

from __future__ import annotations

import io
import re
from datetime import date
from importlib.resources import files

import yaml

from banfa.ledger.entries.fields import ReadingContext
from banfa.ledger.kinds.completeness import REPORTS_VERIFIED, reports_of
from banfa.trust.permissions import PERMISSIONS
from tests.web.casework_scenario import Casework
from tests.web.clients import credit_code
from tests.web.document import OPERATIONS, RECORDED
from tests.web.papers import make_pdf, send_file
from tests.web.scales import make_scale_sheet
from tests.web.sheets import make_sheet, upload, upload_files

BY_NAME = {operation.name: operation for operation in OPERATIONS.values()}
ROLES = ("officer", "reviewer", "admin")
BULK = {operation.path: name for name, operation in BY_NAME.items() if operation.path.endswith("/bulk")}


def example_of(name):
    """The request example of an operation; None where nothing is sent."""
    content = BY_NAME[name].described.get("requestBody", {}).get("content", {})
    return content.get("application/json", {}).get("example")


class Scenario:
    """What every operation was answered with, by operationId."""

    def __init__(self, bureau, profile):
        self.bureau, self.profile = bureau, profile
        self.answers = {}
        self.code = ""

    def client(self, name):
        """The client of the first role that may do it."""
        action = BY_NAME[name].action
        return self.bureau.client(next(role for role in ROLES if PERMISSIONS[role, action] == "all"))

    def send(self, name, /, *, ids=(), version=None, query=None, role=None, **changes):
        """Send an operation's example, with the ids of this tenant in its address and body.

        By `role`, where the person of the first role that may do it has had a hand in the matter.
        """
        client = self.bureau.client(role) if role else self.client(name)
        operation = BY_NAME[name]
        path = operation.path
        for value in ids:
            path = re.sub(r"<[^>]+>", str(value), path, count=1)
        if operation.method == "GET":
            answer = client.get(path, **(query or {}))
        else:
            body = example_of(name)
            body = body if body is None else {**body, **changes}
            answer = client.post(path, body, version=version)
        assert answer.status_code < 300, (name, answer.json)
        self.answers[name] = answer
        return answer.json

    def run(self):
        self.report()
        self.correct_and_void()
        self.overrule()
        self.settle_double()
        self.bring_in()
        self.keep_files()
        self.read_the_law()
        self.settle()
        self.decide()
        self.evaluate()
        self.watch()
        Casework(self).run()
        self.administer()
        return self.answers

    # the ledger

    def kinds(self):
        """(kind, path, operationId of its bulk recording) in an order in which references exist."""
        for kind in RECORDED:
            path = BY_NAME[f"record_{kind}"].path
            yield kind, path, BULK[f"{path}/bulk"]

    def report(self):
        for kind, _, in_bulk in self.kinds():
            self.send(f"record_{kind}")
            self.send(in_bulk)

    def correct_and_void(self):
        for kind, _, in_bulk in reversed(list(self.kinds())):
            entry_id = self.answers[f"record_{kind}"].json["id"]
            list_name = f"list_{in_bulk.removeprefix('record_').removesuffix('_in_bulk')}"
            self.send(list_name, query={"limit": 2})
            version = self.send(f"get_{kind}", ids=[entry_id])["version"]
            version = self.send(f"correct_{kind}", ids=[entry_id], version=version)["version"]
            self.send(f"get_{kind}_history", ids=[entry_id])
            (row,) = self.answers[in_bulk].json["rows"]
            self.send(f"void_{kind}", ids=[row["id"]], version=row["version"])
            self.send(f"void_{kind}", ids=[entry_id], version=version)

    def overrule(self):
        """The platform sends again what an officer has corrected."""
        self.code = credit_code()
        row = {"external_id": "platform-1", "uscc": self.code, "name": "鹭岛软件有限公司", "contact": "旧"}
        platform = self.bureau.client("platform")
        report = platform.post("/providers/bulk", {"rows": [row]}).json["rows"][0]
        change = {"reason": "经核对", "data": {"contact": "新"}}
        path = f"/providers/{report['id']}/correction"
        assert self.bureau.client("officer").post(path, change, version=report["version"]).status_code == 200
        platform.post("/providers/bulk", {"rows": [row]})
        (item,) = self.send("list_overruled")["items"]
        self.send("release_ruling", ids=[item["id"]])

    def settle_double(self):
        """The platform and an officer report one case alike."""
        row = {**example_of("record_service_case"), "provider": self.code, "external_id": "double-1"}
        for role in ("platform", "officer"):
            self.bureau.client(role).post("/service-cases/bulk", {"rows": [row]})
        (item,) = self.send("list_doubles")["items"]
        self.send("rule_double", ids=[item["id"]])

    # sheets

    def bring_in(self):
        """A sheet, previewed twice and confirmed; and every list taken out."""
        officer = self.bureau.client("officer")
        self.send("list_templates")
        self.send("get_template", ids=["provider"])
        heads = ("统一社会信用代码", "名称", "联系人及电话")
        content = make_sheet(
            heads,
            (self.code, None, "林女士 13900002222"),
            (credit_code(), "新公司", None),
            ("错", "错", None),
        )
        answer = self.answers["upload_sheet"] = upload(officer, "provider", content, name="服务商.xlsx")
        sheet = answer.json
        again = self.send("preview_import", ids=[sheet["id"]], version=sheet["version"])
        self.bureau.work(again["work_id"])
        self.send("list_imports")
        self.send("list_import_rows", ids=[sheet["id"]])
        version = self.send("get_import", ids=[sheet["id"]])["version"]
        self.bureau.work(self.send("confirm_import", ids=[sheet["id"]], version=version)["work_id"])
        self.send("get_import_sheet", ids=[sheet["id"]])
        self.bring_in_together(officer)
        for name, operation in BY_NAME.items():
            if name.startswith("export_") and "<" not in operation.path:
                self.send(name, query={"kind": "honour"} if name == "export_records" else None)

    def bring_in_together(self, officer):
        """Two sheets at once, of which one is mended, previewed twice and confirmed."""
        self.send("get_all_templates")
        code = credit_code()
        heads = ("统一社会信用代码", "名称")
        wrong, right = (make_sheet(heads, (text, "另一家公司")) for text in ("错", code))
        filing = make_sheet(
            ("服务商（统一社会信用代码）", "报送事项", "应报之日"), (code, "季报", "2026-04-05")
        )
        files = [("服务商.xlsx", wrong), ("报送.xlsx", filing)]
        batch = self.answers["upload_sheets"] = upload_files(officer, *files)
        path, version = f"/import-batches/{batch.json['id']}/sheets", batch.json["version"]
        mended = upload_files(officer, ("服务商.xlsx", right), path=path, version=version)
        self.answers["add_sheets"] = mended
        ids = [mended.json["id"]]
        again = self.send("preview_import_batch", ids=ids, version=mended.json["version"])
        self.bureau.work(again["work_id"])
        version = self.send("get_import_batch", ids=ids)["version"]
        self.bureau.work(self.send("confirm_import_batch", ids=ids, version=version)["work_id"])

    def read_scales(self, edition):
        """The sheet of scales, and what one with a cell that is wrong would set."""
        officer, path = self.bureau.client("officer"), f"/law/editions/{edition}/scale-sheet"
        self.send("get_scale_sheet", ids=[edition])
        right = {"measure": "round", "tiers": [[0, 0], [1, 2]]}
        content = make_scale_sheet(
            {"scale.6.1.1": right, "scale.6.1.2": {**right, "tiers": [[0, 0], ["六", 2]]}}
        )
        for name, address in (("read_scale_sheet", path), ("return_scale_sheet", f"{path}/returned")):
            data = {"file": (io.BytesIO(content), "评分标准.xlsx")}
            self.answers[name] = officer.send("POST", address, data=data)

    # the law and what is set

    def keep_files(self):
        """A scan that is sent in, found again and taken away."""
        officer = self.bureau.client("officer")
        name = "限期整改通知（用印件）.pdf"
        self.answers["upload_file"] = send_file(officer, make_pdf(), name=name, kind="stamped_original")
        number = self.answers["upload_file"].json["id"]
        self.send("list_files")
        self.send("get_file", ids=[number])
        self.send("get_file_content", ids=[number])

    def read_the_law(self):
        edition = self.profile.latest.key
        for name in ("list_cities", "get_vocabulary", "list_editions"):
            self.send(name)
        for name in ("get_outline", "get_clauses", "get_rules"):
            self.send(name, ids=[edition])

    def settle(self):
        edition = self.profile.latest.key
        self.send("record_official_text", ids=[edition])
        self.send("get_official_text", ids=[edition])
        self.read_scales(edition)
        self.send("issue_instrument", edition=edition)
        terms = yaml.safe_load((files("banfa_xiamen") / "demo_terms.yaml").read_text("utf-8"))["设定"]
        terms |= {"circular.circle": "public"}  # so that one may stand on the notice board
        internal = {"objections": True, "review_steps": 1, "public_pages": True, "party_links": True}
        internal |= {"web_letters": True}
        bodies = {"terms": {"settings": terms}, "internal": internal}
        for kind, body in bodies.items():
            number = f"厦工信〔2025〕{kind}"
            sent = {**example_of("issue_instrument"), "edition": edition, "document_no": number}
            assert (
                self.bureau.client("officer")
                .post("/instruments", {**sent, "kind": kind, "body": body})
                .status_code
                == 201
            )
        self.send("list_instruments", query={"limit": 2})
        self.send("record_holiday_notice")
        self.send("list_holiday_notices")
        self.send("get_calendar", query={"year": 2026})
        self.send("get_open_terms", ids=[edition])
        kinds = reports_of(ReadingContext(self.profile, date(2026, 4, 8)))
        rows = [{"external_id": f"whole-{k}", "reports": k, "until_on": "2026-03-31"} for k in kinds]
        of_platform = [row for row in rows if row["reports"] not in REPORTS_VERIFIED]
        for role, own in (("officer", rows), ("platform", of_platform)):  # each for what it reports itself
            report = self.bureau.client(role).post("/completeness/bulk", {"rows": own}).json
            assert report["created"] == len(own)

    # decisions under a document

    def another(self):
        """A second officer: who proposed does not confirm."""
        return self.bureau.client("reviewer")

    def decide(self):
        provider = self.bureau.client("officer").get("/providers", limit=1).json["items"][0]["id"]
        first = self.send("propose_decision", provider_id=provider)["id"]
        confirmed = self.another().post(f"/decision-proposals/{first}/confirmation", version=1)
        self.answers["confirm_decision_proposal"] = confirmed
        entry_id = confirmed.json["decision_id"]
        self.send("list_decisions", query={"limit": 2})
        self.send("get_decision", ids=[entry_id])
        self.send("get_decision_history", ids=[entry_id])
        days = self.send("propose_decision_days", ids=[entry_id])["id"]
        path = f"/decision-proposals/{days}"
        body = example_of("reject_decision_proposal")
        self.answers["reject_decision_proposal"] = self.another().post(f"{path}/rejection", body, version=1)
        again = self.send("propose_decision_days", ids=[entry_id])["id"]
        self.send("take_decision_proposal_back", ids=[again], version=1)
        self.send("get_decision_proposal", ids=[first])
        self.send("list_decision_proposals", query={"limit": 2})
        self.answers["set_cut_over"] = self.bureau.answers["set_cut_over"]
        self.send("get_cut_over")
        (row,) = example_of("import_decisions")["rows"]
        self.send("import_decisions", rows=[{**row, "provider_id": provider}])

    # the round

    def step(self, name, round_id, /, **changes):
        version = self.bureau.client("officer").get(f"/rounds/{round_id}").json["version"]
        return self.send(name, ids=[round_id], version=version, **changes)

    def compute(self, round_id):
        self.bureau.work(self.step("compute_round", round_id)["work_id"])

    def evaluate(self):
        other = self.send("open_round", name="2026年第一季度（试算）")["id"]
        self.step("cut_off_round", other)
        self.step("reverse_round", other)
        round_id = self.send("open_round")["id"]
        self.step("cut_off_round", round_id)
        self.send("run_what_if", ids=[round_id])
        self.compute(round_id)
        self.rule_out_open(round_id)
        self.compute(round_id)
        self.send("list_rounds", query={"limit": 2})
        rows = self.send("list_results", ids=[round_id], query={"limit": 2})["items"]
        self.send("get_result", ids=[round_id, rows[0]["provider_id"]])
        self.send("get_receipt", ids=[round_id])
        self.step("approve_round", round_id)
        self.step("publish_round", round_id)
        for name, role in (("withdraw_objection", None), ("decide_objection", "admin")):
            filed = self.send("file_objection", ids=[round_id], provider_id=rows[0]["provider_id"])
            self.send(name, ids=[filed["id"]], role=role)
        self.send("list_objections", ids=[round_id])
        self.send("export_objections", ids=[round_id])
        self.send("export_results", ids=[round_id])
        self.send("get_round", ids=[round_id])
        self.bureau.clock.forward(days=30)
        self.step("close_round", round_id)

    def rule_out_open(self, round_id):
        officer = self.bureau.client("officer")
        page = officer.get(f"/rounds/{round_id}/results", limit=200).json["items"]
        left = [row["provider_id"] for row in page if row["open"]]
        for provider_id in left:
            self.step("exclude_provider", round_id, provider_id=provider_id)
        self.step("readmit_provider", round_id, provider_id=left[0])
        self.step("exclude_provider", round_id, provider_id=left[0])
        self.send("list_exclusions", ids=[round_id])

    # the watch, and the bureau's own affairs

    def watch(self):
        work_id = self.send("run_watch")["work_id"]
        self.bureau.work(work_id)
        self.send("get_watch", query={"limit": 2})
        self.send("get_job", ids=[work_id])
        again = self.bureau.client("officer").post("/watch/runs", {}).json["work_id"]
        self.send("cancel_job", ids=[again], role="admin")
        self.send("retry_job", ids=[again], role="admin")
        self.send("list_jobs", query={"limit": 2, "state": "done"})
        self.bureau.work(again)
        self.send("list_watch_runs", query={"limit": 2})
        hits = self.send("list_hits", query={"limit": 2})["items"]
        self.send("look_at_hit", ids=[hits[0]["id"]], run_id=hits[0]["run_id"])
        self.send("get_hit", ids=[hits[0]["id"]])

    def administer(self):
        person = self.send("enter_person")["id"]
        self.send("correct_person", ids=[person])
        self.send("list_persons")
        self.send("register_source")
        self.send("list_sources")
        token = self.send("issue_token")["id"]
        self.send("list_tokens")
        self.send("revoke_token", ids=[token])
        links = self.send("list_audit_links", query={"limit": 2})["items"]
        self.send("get_audit_link", ids=[links[0]["seq"]])
        self.send("verify_audit_chain")
        self.bureau.work(self.send("request_audit_verification")["work_id"])
        self.send("list_read_traces", query={"limit": 2})
