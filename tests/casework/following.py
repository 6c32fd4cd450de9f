"""An office whose cases leave something to follow: contracts, orders that fail, removals that work."""

from __future__ import annotations

from datetime import date, timedelta

from tests.casework.office import Office
from tests.web.clients import credit_code

TEXT, LAW, OFFICE = "办法条款", "一般法要求", "内部工作规程"
"""What asks for what follows."""
ANSWERS = [{"point": "已在整改", "answer": "复核未见整改。", "adopted": "不采纳"}]


class Following(Office):
    """What is read of an effect is what it is, which provision it rests on, and what asks for it."""

    def enter(self, kind, /, **row):
        return self.post(f"/{kind}", row)["id"]

    def new_enterprise(self, name):
        industry = next((industry.key for industry in self.profile.industries), "其他")
        return self.enter("enterprises", name=name, uscc=credit_code(), industry=industry, size="small")

    def new_contract(self, provider, name, signed_on, **more):
        enterprise = self.new_enterprise(name)
        row = {"provider_id": provider, "enterprise_id": enterprise, "signed_on": signed_on, "number": name}
        return self.enter("contracts", **{**row, **more})

    # an order and what becomes of it

    def order(self, provider, clause, **term):
        """An order that runs from today; gives its case, itself and its last day."""
        case = self.find_case(provider, clause)
        order = self.plan(case, "order", **term)
        running = self.decide(order, provider, title="限期整改通知书")
        return case, order, date.fromisoformat(running["due_on"])

    def lapse(self, order, due):
        self.go_to(due + timedelta(days=1))
        return self.post(f"/remedies/{order}/lapse", {"words": "至期满未收到整改报告。"})

    def refuse(self, order):
        self.attach(f"/remedies/{order}", "evidence")
        body = {"declared_on": self.today.isoformat(), "words": "书面答复称不予整改。"}
        return self.post(f"/remedies/{order}/noncompliance", body)

    # a removal and its undoing

    def remove(self, provider, clause, *, shown=False, **named):
        """A removal that was told, heard, decided and served; gives its case and itself.

        `shown`: after its 公示.
        """
        case = self.find_case(provider, clause)
        removal = self.plan(case, "removal")
        self.tell_and_hear(removal, provider, ANSWERS)
        if shown:
            self.publish_first(removal)
        self.decide(removal, provider, title="关于取消服务资格的决定", **named)
        return case, removal

    def withdraw(self, remedy, provider, manner="annul"):
        """Take back what a remedy decided; gives the case of the correction."""
        decision = self.get(f"/remedies/{remedy}")["decision_id"]
        body = {"decision_id": decision, "manner": manner, "title": "关于撤销决定"}
        case = self.post("/cases", body)["id"]
        self.decide(self.plan(case, "withdrawal"), provider, title="关于撤销决定的通知")
        assert self.get(f"/remedies/{remedy}")["state"] == "revoked"
        return case

    # what follows

    def effects(self, case):
        return self.get("/case-effects", case_id=case)["items"]

    def follow(self, case):
        """What was proposed in a case: kind, provision, what asks for it."""
        return [(each["kind"], each.get("cite"), each["origin"]) for each in self.effects(case)]

    def read(self, case, kind):
        """What the effects of a kind say."""
        return [each["what"] for each in self.effects(case) if each["kind"] == kind]

    def complete(self, effect):
        return self.post(f"/case-effects/{effect['id']}/completion", {"words": "已办理，附记录。"})
