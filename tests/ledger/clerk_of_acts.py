"""The clerk at the bureau's own acts: decisions, orders with their days, findings, complaints, checks."""

from functools import partial

from tests.ledger.clerk import UNKNOWN, FieldClerk
from tests.ledger.random_rows import AS_OF, ONE, REST


class Clerk(FieldClerk):
    """The whole clerk: what others report, and the bureau's acts."""

    def acts(self, fact, provider, kind, day, label=None):
        mine = [d for d in self.decisions if d["provider_id"] == provider and d["kind"] == kind]
        return sum(
            self.inside(d[day], fact, provider, d["period_on"] or d["decided_on"])
            for d in mine
            if label in (None, d["label"])
        )

    def orders(self, provider):
        """Each order with its outcomes in order of day."""
        for order in self.decisions:
            if order["kind"] == "order" and order["provider_id"] == provider:
                about = [d for d in self.decisions if d["kind"] == "order_outcome"]
                mine = [d for d in about if d["about_id"] == order["entry"] and d["provider_id"] == provider]
                yield order, sorted(mine, key=lambda d: (d["decided_on"], d["entry"]))

    def due_on(self, order, *, moved):
        """The last day of an order's term: a day of work where it moves."""
        due = order["due_on"]
        while moved and due and order["term"] and due in REST:
            due += ONE
        return due

    def missed_on(self, order, outcomes, *, by_close=False, moved=False):
        """The first day on which the order is seen not to have been done in time."""
        if order["served_on"] is None:
            return None
        due = self.due_on(order, moved=moved)
        day = due + ONE
        in_time = [
            o["decided_on"]
            for o in outcomes
            if o["label"] == "done"
            and (o["decided_on"] < due or (o["decided_on"] == due and not (by_close and o["after_hours"])))
        ]
        if not in_time:
            return day
        checks = [o for o in outcomes if o["label"].startswith("recheck")]
        late = [o["decided_on"] for o in checks if o["label"] == "recheck_failed" and o["decided_on"] > due]
        if late:
            return late[0]
        undone = checks and checks[-1]["label"] == "recheck_failed"
        return day if undone and checks[-1]["decided_on"] >= in_time[-1] else None

    def count_orders(self, fact, provider, day_of):
        return sum(
            self.inside(day_of(order, outcomes), fact, provider, order["decided_on"])
            for order, outcomes in self.orders(provider)
        )

    def orders_issued(self, fact, provider):
        return self.count_orders(fact, provider, lambda order, _: order["decided_on"])

    def orders_served(self, fact, provider):
        return self.count_orders(fact, provider, lambda order, _: order["served_on"])

    def orders_refused(self, fact, provider):
        def first(_, outcomes):
            return next((o["decided_on"] for o in outcomes if o["label"] == "refused"), None)

        return self.count_orders(fact, provider, first)

    def orders_missed(self, fact, provider):
        return self.count_orders(fact, provider, self.missed_on)

    def orders_missed_by_close(self, fact, provider):
        return self.count_orders(fact, provider, partial(self.missed_on, by_close=True))

    def orders_missed_moved(self, fact, provider):
        return self.count_orders(fact, provider, partial(self.missed_on, moved=True))

    def orders_missed_moved_by_close(self, fact, provider):
        return self.count_orders(fact, provider, partial(self.missed_on, by_close=True, moved=True))

    def rechecks_failed_moved(self, fact, provider):
        return self.rechecks_failed(fact, provider, moved=True)

    def rechecks_failed(self, fact, provider, *, moved=False):
        def failed_on(order, outcomes):
            due = self.due_on(order, moved=moved)
            checks = [o for o in outcomes if o["label"].startswith("recheck")]
            failed = [o["decided_on"] for o in checks if o["label"] == "recheck_failed"]
            late = [day for day in failed if due and day > due]
            if late or not failed:
                return late[0] if late else None
            return failed[-1] if checks[-1]["label"] == "recheck_failed" else None

        return self.count_orders(fact, provider, failed_on)

    def warnings_served(self, fact, provider):
        return self.acts(fact, provider, "warning", "served_on")

    def removals(self, fact, provider):
        return self.acts(fact, provider, "removal", "effective_on")

    def grades(self, fact, provider, label):
        return self.acts(fact, provider, "grade", "decided_on", label)

    def latest_grade(self, fact, provider, label):
        given = [d for d in self.decisions if d["provider_id"] == provider and d["kind"] == "grade"]
        if not given:
            return 0
        last = max(given, key=lambda d: (d["period_on"] or d["decided_on"], d["decided_on"], d["entry"]))
        happened = last["period_on"] or last["decided_on"]
        return int(last["label"] == label and self.inside(last["decided_on"], fact, provider, happened))

    def complaints(self, fact, provider, conducts):
        return sum(
            self.inside(c["decided_on"], fact, provider, c["occurred_on"] or c["decided_on"])
            for c in self.mine("complaint", provider)
            if c["conduct"] in conducts
        )

    def complaints_upheld(self, fact, provider):
        return self.complaints(fact, provider, ("unlawful", "irregular", "other"))

    def complaints_unlawful(self, fact, provider):
        return self.complaints(fact, provider, ("unlawful", "irregular"))

    def finding(self, fact, provider, kind):
        found = [f for f in self.mine("finding", provider) if f["kind"] == kind and f["holds"]]
        return sum(
            self.inside(f["found_on"], fact, provider, f["occurred_on"] or f["found_on"])
            for f in found
            if {e.key for e in fact.elements} <= set(f["elements"])
        )

    def period_verified(self, fact, provider, kind):
        about = [
            (f["period_on"] or f["found_on"], f["found_on"], f["entry"], f["holds"])
            for f in self.mine("finding", provider)
            if f["kind"] == kind
        ]
        about = [check for check in about if self.inside(check[0], fact, provider)]
        return int(max(about)[3]) if about else UNKNOWN

    def verified(self, _fact, provider, kind):
        found = [f for f in self.mine("finding", provider) if f["kind"] == kind and f["found_on"] <= AS_OF]
        return int(max(found, key=lambda f: (f["found_on"], f["entry"]))["holds"]) if found else UNKNOWN
