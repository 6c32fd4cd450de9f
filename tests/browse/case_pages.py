"""The pages of casework as two persons at two browsers go through them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.browse.conftest import log_in, look

TODAY = "2026-04-08"
TWO = "林晓\n郑文"


@dataclass
class Desk:
    """Two officers, each at a window of his own; `pictures` is how the names of pictures begin."""

    first: Any
    second: Any
    pictures: str

    @classmethod
    def of(cls, office, open_window, pictures):
        """Two persons who have logged in."""
        windows = []
        for name in ("林晓", "郑文"):
            office.enter(name, "officer")
            windows.append(open_window())
            log_in(windows[-1], office.login(name))
        first, second = windows
        return cls(first, second, pictures)

    def fill(self, page, **typed):
        """Fill in a form by the first person; gives the address to which it leads."""
        self.first.goto(page)
        for name, value in typed.items():
            _fill(self.first.locator(f'main [name="{name}"]'), value)
        return self._send(self.first, self.first.locator("main form .btn-primary"), page)

    def press(self, page, verb, window=None):
        """Press the button that stands on a page; gives the address to which it leads."""
        window = window or self.first
        window.goto(page)
        return self._send(window, window.get_by_role("button", name=verb, exact=True), "")

    def _send(self, window, button, form):
        with window.expect_navigation():
            button.click()
        told = window.locator("#main").inner_text()
        assert window.locator(".notice.done, .notice[role=status]").count(), told
        here = "/" + window.url.split("/", 3)[3]
        assert here != form, told
        return here

    def scan(self, page, kind):
        """Send what was scanned, and have it hung on the thing."""
        self.first.goto(f"{page}/files")
        scanned = {"name": f"{kind}.txt", "mimeType": "text/plain", "buffer": f"{page} {kind}".encode()}
        self.first.locator("main [name=file]").set_input_files(scanned)
        self.first.locator("main [name=kind]").select_option(kind)
        self._send(self.first, self.first.get_by_role("button", name="上传并附上"), f"{page}/files")

    def look(self, page, name):
        self.first.goto(page)
        look(self.first, f"case-{self.pictures}-{name}")

    # what is done

    def open_case(self, provider, clause):
        """A lead, verified by two and confirmed by the other person, and its case."""
        lead = self.fill(
            "/case-leads/new",
            provider=provider,
            source="complaint",
            clause=clause,
            found_on=TODAY,
            summary="来函反映。",
        )
        found = {"finding": "经走访企业，情况属实。", "evidence": "走访记录"}
        self.fill(f"{lead}/verification", verified_on=TODAY, verifiers="林晓\n周宁", **found)
        self.look(lead, "1-verified")
        # who entered it is not who confirms it: the page says so and has no button
        assert self.first.get_by_role("button", name="复核属实", exact=True).count() == 0
        told = self.first.locator("#main").inner_text()
        assert "请由另一人办理" in told, told
        self.press(lead, "复核属实", self.second)
        self.fill(f"{lead}/case", title="履行服务中的问题")
        self.first.goto(lead)
        return self.first.locator('main a[href^="/cases/"]').first.get_attribute("href")

    def issue(self, case, remedy, title, number):
        """A paper from its draft to its issue: each post's words are entered by one, checked by the other."""
        carried = remedy.rpartition("/")[2]
        paper = self.fill(
            f"{case}/documents", kind="act", remedy_id=carried, title=title, publicity="on_request"
        )
        self.press(paper, "送审")
        self.scan(paper, "approval_sheet")
        for name in ("陈立", "孙岩"):
            approval = self.fill(
                f"{paper}/approvals", name=name, agrees="yes", words="同意。", signed_on=TODAY
            )
            self.press(approval, "复核签批", self.second)
        self.look(paper, "2-approved")
        self.scan(paper, "stamped_original")
        self.fill(f"{paper}/issue", document_no=number, issued_on=TODAY)
        return paper

    def serve(self, paper, provider):
        served = {"manner": "direct", "served_on": TODAY, "place": "该单位前台", "receiver": "吴霞"}
        service = self.fill(f"{paper}/services", provider_id=provider, servers=TWO, **served)
        self.scan(service, "service_receipt")
        self.press(service, "复核送达", self.second)

    def drop(self, case, kind, **term):
        """A remedy that the clause has and that, as both agree, is not taken."""
        remedy = self.fill(f"{case}/remedies", kind=kind, **term)
        self.fill(f"{remedy}/dropping", reason="情节轻微，已主动改正。")
        self.second.goto(remedy)
        if self.second.get_by_role("button", name="同意不采取", exact=True).count():
            self.press(remedy, "同意不采取", self.second)

    def mend(self, order):
        """An order that is done: its report with the scan, and what two persons found."""
        self.scan(order, "report")
        self.fill(f"{order}/report", reported_on=TODAY, after_hours="no", manner="direct")
        checked = {"checked_on": TODAY, "checkers": TWO, "words": "走访属实。"}
        self.fill(f"{order}/recheck", outcome="passed", **checked)


def _fill(field, value):
    """Fill in a field as it is: text, one of a list, one of a few in sight."""
    match field.first.evaluate("field => field.type"):
        case "radio":
            field.and_(field.page.locator(f'[value="{value}"]')).check()
        case "select-one":
            field.select_option(value)
        case _:
            field.fill(value)
