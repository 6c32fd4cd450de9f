"""A bureau with a notice board of its own, and strangers who read it."""

from __future__ import annotations

import re
from html import unescape

from tests.casework.office import Office

TITLE, WORDING = "关于拟清退有关服务商的公示", "经核实，第7号服务商弄虚作假，拟予清退。"


class BoardOffice(Office):
    """A bureau of Liuzhou's whose board is read by who has no token."""

    def open_board(self, *, public_pages=True):
        self.set_internal(public_pages=public_pages)

    def plan_removal(self):
        provider = self.new_provider()
        case = self.find_case(provider, "14.9")
        return provider, self.plan(case, "removal")

    def review(self, form="before", removal=None, **said):
        """A publication that another person has passed."""
        removal = removal or self.plan_removal()[1]
        body = {"form": form, "title": TITLE, "wording": WORDING, "addressees": [], **said}
        notice = self.post(f"/remedies/{removal}/publications", body)["id"]
        self.post(f"/publications/{notice}/review", by=self.second)
        return notice

    def show(self, notice=None, days=7, day_unit="日", **said):
        """Put it on the board; gives its address there."""
        notice = notice or self.review(**said)
        answer = self.post(f"/publications/{notice}/showing", {"days": days, "day_unit": day_unit})
        return answer["address"]

    @property
    def board(self):
        return f"/public/{self.bureau.tenant.slug}"

    def read(self, address=None, **options):
        return self.bureau.app.test_client().get(address or self.board, **options)

    def status(self, address=None):
        return self.read(address).status_code

    def remove(self):
        """A removal that was heard, issued and served; gives its provider and itself."""
        provider, removal = self.plan_removal()
        self.tell_and_hear(removal, provider)
        self.decide(removal, provider, title="关于清退有关服务商的决定")
        return provider, removal


def words_of(answer):
    """What a page says, line by line, without its markup."""
    (body,) = re.findall(r"<body>(.*)</body>", answer.text, re.DOTALL)
    return [line for part in re.split(r"<[^>]+>", body) if (line := unescape(part).strip())]


def like(answer):
    """What of an answer a stranger can tell from another."""
    return (
        answer.status_code,
        answer.get_data(),
        {k: v for k, v in answer.headers.items() if k not in ("X-Request-Id", "Date")},
    )
