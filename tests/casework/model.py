"""Leads, cases, remedies, papers and services as a clerk would keep them by hand, in plain dicts.

Written from the tables and the texts for Liuzhou, knowing nothing of the procedures: `reject` says with which
code an act is rejected, `take` notes one that was taken.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import Any

Thing = dict[str, Any]
SIMPLE = {
    "verify_lead": ("lead", ("pending",), "verified"),
    "dismiss_lead": ("lead", ("pending",), "false"),
    "confirm_lead": ("lead", ("verified",), "confirmed"),
    "return_lead": ("lead", ("verified",), "pending"),
    "open_case": ("lead", ("confirmed",), "opened"),
    "decline_lead": ("lead", ("confirmed",), "declining"),
    "confirm_decline": ("lead", ("declining",), "declined"),
    "reject_decline": ("lead", ("declining",), "confirmed"),
    "suspend_case": ("case", ("open",), "suspended"),
    "resume_case": ("case", ("suspended",), "open"),
    "close_case": ("case", ("open",), "closed"),
    "reopen_case": ("case", ("closed",), "open"),
    "archive_case": ("case", ("closed",), "archived"),
    "waive_hearing": ("remedy", ("planned",), "heard"),
    "hear_party": ("remedy", ("told",), "heard"),
    "drop_remedy": ("remedy", ("planned", "told", "heard"), "dropping"),
    "confirm_drop": ("remedy", ("dropping",), "dropped"),
    "reject_drop": ("remedy", ("dropping",), "planned"),
    "take_report": ("remedy", ("running", "lapsed"), "reported"),
    "recheck_remedy": ("remedy", ("reported", "lapsed"), "passed"),
    "note_lapse": ("remedy", ("running",), "lapsed"),
    "note_noncompliance": ("remedy", ("running", "lapsed"), "refused"),
    "finish_remedy": ("remedy", ("effective",), "finished"),
    "submit_paper": ("case_document", ("drafted",), "submitted"),
    "issue_paper": ("case_document", ("approved",), "issued"),
    "void_paper": ("case_document", ("drafted", "submitted", "approved"), "voided"),
    "propose_stop": ("case_document", ("issued",), "stopping"),
    "confirm_stop": ("case_document", ("stopping",), "stopped"),
    "reject_stop": ("case_document", ("stopping",), "issued"),
    "enter_approval": ("case_document", ("submitted",), "submitted"),
    "check_approval": ("document_approval", ("entered",), "checked"),
    "return_approval": ("document_approval", ("entered",), "returned"),
    "check_service": ("document_service", ("entered",), "checked"),
    "return_service": ("document_service", ("entered",), "returned"),
    "do_effect": ("case_effect", ("proposed",), "done"),
    "decline_effect": ("case_effect", ("proposed",), "declined"),
}
"""Acts on one thing: of which states, into which."""
OTHER = {
    "plan_remedy": "case",
    "draft_paper": "case",
    "add_remedy": "case_document",
    "enter_service": "case_document",
}
"""Acts by which something else comes about, or is drawn in."""
ON = {**{name: thing for name, (thing, _, _) in SIMPLE.items()}, **OTHER}
CHECKS = {
    *("confirm_lead", "return_lead", "confirm_decline", "reject_decline", "confirm_drop", "reject_drop"),
    *("check_approval", "return_approval", "check_service", "return_service", "waive_hearing"),
    *("confirm_stop", "reject_stop"),
}
"""What a second person does: never whoever did what is checked."""
IN_OPEN_CASE = {
    *("waive_hearing", "hear_party", "drop_remedy", "take_report", "recheck_remedy", "note_lapse"),
    *("note_noncompliance", "finish_remedy", "submit_paper", "issue_paper"),
    *("enter_approval", "check_approval", "return_approval", "propose_stop", "confirm_stop", "reject_stop"),
}
REMEDIES = {"12.2": ("interview", "order"), "14.9": ("grey_list", "removal")}
HEARD = ("grey_list", "removal")
DECIDED_ON_SERVICE = ("removal", "withdrawal")
DONE = ("dropped", "passed", "refused", "finished", "revoked", "failed")
FOLLOWING = {"removal": 2}
"""How many things follow from a removal: it is shown to the public (第十四条), the account is closed."""
READMITTED = 1
"""Of one that is annulled, the account opened again."""
STANDING = (
    *("issued", "effective", "running", "reported", "lapsed", "refused", "passed", "finished", "failed"),
)
UNISSUED = ("drafted", "submitted", "approved")
WAIVE = "waive_hearing"
TERM = 20


class Clerk:
    """What stands: by kind of thing and number."""

    def __init__(self) -> None:
        self.things: dict[str, dict[int, Thing]] = defaultdict(dict)
        self.expected: list[int] = []
        self.decisions = 0

    def states(self) -> dict[tuple[str, int], str]:
        return {(kind, n): thing["state"] for kind, all_ in self.things.items() for n, thing in all_.items()}

    def cases_of(self, kind: str, thing: Thing) -> list[Thing]:
        """The case of a thing; of a paper those of all that it carries as well."""
        if kind in ("document_approval", "document_service"):
            thing = self.things["case_document"][thing["paper"]]
        carried = [remedy["case"] for remedy in self.remedies_of(thing)] if "carries" in thing else []
        return [self.things["case"][n] for n in {thing["case"], *carried}]

    def remedies_of(self, paper: Thing) -> list[Thing]:
        return [self.things["remedy"][n] for n in paper["carries"]]

    def reject(self, name: str, n: int, person: str, *, checker: bool, today: Any, said: Thing) -> str | None:
        """The code with which an act is rejected; None where it is taken."""
        kind = ON[name]
        thing = self.things[kind][n]
        if checker and name not in CHECKS:
            return "role_not_allowed"
        if name in OTHER:
            return self._reject_other(name, thing, said)
        plain = {
            "wrong_state": thing["state"] not in SIMPLE[name][1],
            "same_person": name in CHECKS and person == thing.get("planner" if name == WAIVE else "by"),
            "case_not_open": name in IN_OPEN_CASE
            and any(case["state"] != "open" for case in self.cases_of(kind, thing)),
        }
        further = getattr(self, f"_reject_{name}", lambda _thing, _today: None)
        code = next((code for code, holds in plain.items() if holds), None)
        return code or further(thing, today)

    def _reject_other(self, name: str, thing: Thing, said: Thing) -> str | None:
        code: str | None = getattr(self, f"_reject_{name}")(thing, said)
        return code

    def _reject_close_case(self, case: Thing, _today: Any) -> str | None:
        mine = [m for m in self.things["remedy"].values() if self.things["case"][m["case"]] is case]
        if any(remedy["state"] not in DONE for remedy in mine):
            return "remedies_running"
        if not mine:
            return "remedies_missing"
        planned = {remedy["kind"] for remedy in mine}
        if not case["about"] and not planned.issuperset(REMEDIES[case["clause"]]):
            return "remedies_lacking"
        papers = [p for p in self.things["case_document"].values() if self.things["case"][p["case"]] is case]
        unended = (*UNISSUED, "stopping")
        return "papers_open" if any(paper["state"] in unended for paper in papers) else None

    def _reject_archive_case(self, case: Thing, _today: Any) -> str | None:
        """Whatever has followed is done, or said why not."""
        following = self.things["case_effect"].values()
        mine = [
            e for e in following if self.things["case"][self.things["remedy"][e["remedy"]]["case"]] is case
        ]
        if any(effect["state"] == "proposed" for effect in mine):
            return "effects_open"
        papers = [p for p in self.things["case_document"].values() if self.things["case"][p["case"]] is case]
        issued = [paper for paper in papers if paper["state"] == "issued" and self._binds(paper)]
        return "papers_unserved" if any(not self._list_services(p, "checked") for p in issued) else None

    def _binds(self, paper: Thing) -> bool:
        return any(remedy["state"] not in ("dropped", "revoked") for remedy in self.remedies_of(paper))

    def _list_services(self, paper: Thing, *states: str) -> list[Thing]:
        served = [s for s in self.things["document_service"].values() if s["state"] in states]
        return [s for s in served if self.things["case_document"][s["paper"]] is paper]

    def _reject_reopen_case(self, case: Thing, _today: Any) -> str | None:
        """A decision is corrected in one case at a time."""
        others = [c for c in self.things["case"].values() if case["about"] and c["about"] == case["about"]]
        open_ = [c for c in others if c["state"] in ("open", "suspended")]
        same = [c for c in open_ if c["decision"] == case["decision"]]
        return "correction_open" if same else None

    def _reject_drop_remedy(self, remedy: Thing, _today: Any) -> str | None:
        """What a paper carries that is not issued is dropped after the paper."""
        papers = [p for p in self.things["case_document"].values() if p["state"] in UNISSUED]
        carried = any(remedy is mine for paper in papers for mine in self.remedies_of(paper))
        return "remedy_has_paper" if carried else None

    def _reject_waive_hearing(self, remedy: Thing, _today: Any) -> str | None:
        return None if remedy["kind"] in HEARD else "hearing_not_needed"

    def _reject_note_lapse(self, order: Thing, today: Any) -> str | None:
        return "term_runs" if today <= order["due"] else None

    def _reject_enter_approval(self, paper: Thing, _today: Any) -> str | None:
        waiting = [a for a in self._signed(paper) if a["state"] == "entered"]
        return "approval_waiting" if waiting else None

    def _reject_issue_paper(self, paper: Thing, _today: Any) -> str | None:
        ripe = all(remedy["state"] in ("planned", "heard") for remedy in self.remedies_of(paper))
        return None if ripe or paper["kind"] == "advance" else "wrong_state"

    def _reject_propose_stop(self, paper: Thing, _today: Any) -> str | None:
        return "served_already" if self._list_services(paper, "entered", "checked") else None

    def _reject_confirm_stop(self, paper: Thing, _today: Any) -> str | None:
        """What is being corrected is dealt with there."""
        remedies = [self.things["remedy"][n] for n in self._issued_by(paper)]
        voided = [remedy["decision"] for remedy in remedies if remedy["decided"]]
        about = [
            case for case in self.things["case"].values() if case["about"] and case["decision"] in voided
        ]
        return "correction_open" if any(case["state"] in ("open", "suspended") for case in about) else None

    def _issued_by(self, paper: Thing) -> list[int]:
        carried = paper["carries"] if paper["kind"] == "act" else ()
        return [n for n in carried if self.things["remedy"][n]["state"] == "issued"]

    def _reject_check_approval(self, approval: Thing, _today: Any) -> str | None:
        paper = self.things["case_document"][approval["paper"]]
        return None if paper["state"] == "submitted" else "wrong_state"

    def _reject_check_service(self, service: Thing, _today: Any) -> str | None:
        paper = self.things["case_document"][service["paper"]]
        if self.things["case"][paper["case"]]["state"] == "suspended":
            return "case_not_open"
        needed = "planned" if paper["kind"] == "advance" else "issued"
        return None if all(m["state"] == needed for m in self.remedies_of(paper)) else "wrong_state"

    def _reject_plan_remedy(self, case: Thing, said: Thing) -> str | None:
        if case["state"] != "open":
            return "case_not_open"
        others = [m for m in self.things["remedy"].values() if self.things["case"][m["case"]] is case]
        told = [m for m in others if m.get("told")]
        others = [m for m in others if m["state"] not in ("dropped", "revoked")]
        if any(remedy["kind"] == said["kind"] for remedy in others):
            return "remedy_planned"
        provided = ("withdrawal",) if case["about"] else REMEDIES[case["clause"]]
        if "withdrawal" not in (said["kind"], *provided):
            heaviest = max((HEARD.index(m["kind"]) for m in told), default=None)
            if heaviest is not None and HEARD.index("removal") > heaviest and said["kind"] == "removal":
                return "heavier_after_hearing"
        if said["kind"] not in provided:
            return "remedy_not_provided"
        return self._reject_undone(case) if case["about"] else None

    def _reject_undone(self, case: Thing) -> str | None:
        """What is voided or withdrawn is not withdrawn again."""
        undone = self.things["remedy"][case["about"]]
        if undone["decision"] != case["decision"]:
            return "entry_missing"
        return "already_withdrawn" if undone["state"] == "revoked" else None

    def _reject_draft_paper(self, case: Thing, said: Thing) -> str | None:
        remedy = self.things["remedy"][said["remedy_id"]]
        if case["state"] != "open":
            return "case_not_open"
        if self.things["case"][remedy["case"]] is not case:
            return "remedy_of_other_case"
        return self._reject_unripe(remedy, said["kind"]) or self._reject_second(
            said["remedy_id"], said["kind"]
        )

    def _reject_add_remedy(self, paper: Thing, said: Thing) -> str | None:
        remedy = self.things["remedy"][said["remedy_id"]]
        if paper["state"] != "drafted":
            return "wrong_state"
        if self.things["case"][remedy["case"]]["state"] != "open":
            return "case_not_open"
        if said["remedy_id"] in paper["carries"]:
            return "remedy_carried"
        return self._reject_unripe(remedy, paper["kind"]) or self._reject_second(
            said["remedy_id"], paper["kind"]
        )

    def _reject_second(self, remedy: int, kind: str) -> str | None:
        """A remedy has one paper of a kind at a time."""
        papers = [p for p in self.things["case_document"].values() if remedy in p["carries"]]
        alive = [p for p in papers if p["state"] not in ("voided", "stopped") and p["kind"] == kind]
        return "remedy_has_paper" if alive else None

    def _reject_unripe(self, remedy: Thing, kind: str) -> str | None:
        if kind == "act" and remedy["kind"] in HEARD:
            return None if remedy["state"] == "heard" else "hearing_first"
        if remedy["state"] not in (("planned",) if kind == "advance" else ("planned", "heard")):
            return "wrong_state"
        return None if kind == "act" or remedy["kind"] in HEARD else "hearing_not_needed"

    def _reject_enter_service(self, paper: Thing, _said: Thing) -> str | None:
        if self.things["case"][paper["case"]]["state"] == "suspended":
            return "case_not_open"
        if paper["state"] != "issued":
            return "not_issued"
        return "served_before" if self._list_services(paper, "entered", "checked") else None

    def _signed(self, paper: Thing) -> list[Thing]:
        """What was signed in the present submission and not sent back."""
        signed = [a for a in self.things["document_approval"].values() if a["state"] != "returned"]
        signed = [a for a in signed if self.things["case_document"][a["paper"]] is paper]
        return [a for a in signed if a["submission"] == paper["submission"]]

    def take(self, name: str, n: int, new: int, person: str, *, today: Any, said: Thing) -> None:
        """Note an act that was taken; `new` is the number of what came about by it."""
        thing = self.things[ON[name]][n]
        if name in SIMPLE:
            before, thing["state"] = thing["state"], SIMPLE[name][2]
            if name == "drop_remedy":
                thing["before"] = before
            elif name == "reject_drop":
                thing["state"] = thing["before"]
        if name in ("verify_lead", "decline_lead", "drop_remedy", "propose_stop"):
            thing["by"] = person
        further = getattr(self, f"_take_{name}", None)
        if further:
            further(n, thing, new, {**said, "by": person, "today": today})

    def _take_open_case(self, _n: int, lead: Thing, new: int, _said: Thing) -> None:
        self.things["case"][new] = {"state": "open", "clause": lead["clause"], "about": 0}

    def take_correction(self, new: int, remedy: int) -> None:
        """Note a case about what a remedy has decided."""
        about = {"about": remedy, "decision": self.things["remedy"][remedy]["decision"]}
        self.things["case"][new] = {"state": "open", "clause": "", **about}

    def _decide(self, remedy: Thing) -> None:
        """Each decision is another, also of what was decided before and served on nobody."""
        self.decisions += 1
        remedy |= {"decided": True, "decision": self.decisions}

    def _take_drop_remedy(self, _n: int, remedy: Thing, _new: int, _said: Thing) -> None:
        if remedy["kind"] == "withdrawal":  # no text says that a decision shall be withdrawn
            remedy["state"] = "dropped"

    def _take_recheck_remedy(self, _n: int, order: Thing, _new: int, said: Thing) -> None:
        order["state"] = said["outcome"]

    def _take_plan_remedy(self, n: int, case: Thing, new: int, said: Thing) -> None:
        remedy = {"state": "planned", "kind": said["kind"], "case": n, "about": case["about"]}
        self.things["remedy"][new] = {**remedy, "decided": False, "decision": 0, "planner": said["by"]}

    def _take_draft_paper(self, n: int, _case: Thing, new: int, said: Thing) -> None:
        paper = {"state": "drafted", "kind": said["kind"], "case": n, "carries": [said["remedy_id"]]}
        self.things["case_document"][new] = {**paper, "submission": 0}

    def _take_add_remedy(self, _n: int, paper: Thing, _new: int, said: Thing) -> None:
        paper["carries"].append(said["remedy_id"])

    def _take_submit_paper(self, _n: int, paper: Thing, _new: int, _said: Thing) -> None:
        heavy = any(remedy["kind"] in (*HEARD, "withdrawal") for remedy in self.remedies_of(paper))
        paper["posts"] = 4 if heavy else 2
        paper["submission"] += 1

    def _take_enter_approval(self, n: int, paper: Thing, new: int, said: Thing) -> None:
        approval = {"state": "entered", "paper": n, "submission": paper["submission"]}
        self.things["document_approval"][new] = {**approval, "by": said["by"], "agrees": said["agrees"]}

    def _take_check_approval(self, _n: int, approval: Thing, _new: int, _said: Thing) -> None:
        paper = self.things["case_document"][approval["paper"]]
        if not approval["agrees"]:
            paper["state"] = "drafted"
        elif len(self._signed(paper)) == paper["posts"]:
            paper["state"] = "approved"

    def _take_issue_paper(self, _n: int, paper: Thing, _new: int, _said: Thing) -> None:
        for remedy in self.remedies_of(paper) if paper["kind"] == "act" else ():
            remedy["state"] = "issued"
            if remedy["kind"] not in DECIDED_ON_SERVICE:
                self._decide(remedy)

    def _take_confirm_stop(self, _n: int, paper: Thing, _new: int, _said: Thing) -> None:
        """Nobody is bound by it: what it decided is as it was before."""
        for n in self._issued_by(paper):
            remedy = self.things["remedy"][n]
            remedy |= {"state": "heard" if remedy["kind"] in HEARD else "planned", "decided": False}
            remedy["decision"] = 0

    def _take_enter_service(self, n: int, _paper: Thing, new: int, said: Thing) -> None:
        self.things["document_service"][new] = {"state": "entered", "paper": n, "by": said["by"]}

    def _take_check_service(self, _n: int, service: Thing, _new: int, said: Thing) -> None:
        paper = self.things["case_document"][service["paper"]]
        for n in paper["carries"]:
            remedy = self.things["remedy"][n]
            if paper["kind"] == "advance":
                remedy |= {"state": "told", "told": True}
                continue
            self.expected += [n] * FOLLOWING.get(remedy["kind"], 0)
            remedy["state"] = "running" if remedy["kind"] == "order" else "effective"
            if not remedy["decided"]:
                self._decide(remedy)
            remedy["due"] = said["today"] + timedelta(TERM)
            undone = self.things["remedy"].get(remedy["about"])
            if undone is None or undone["state"] not in STANDING:
                continue
            undone["state"] = "revoked"
            self.expected += [n] * (READMITTED if undone["kind"] == "removal" else 0)
            for effect in self.things["case_effect"].values():
                if effect["remedy"] == remedy["about"] and effect["state"] == "proposed":
                    effect["state"] = "withdrawn"

    def take_following(self, numbers: list[int]) -> None:
        """Note by their numbers, in order, the things that follow from what was served, as many as must."""
        following = {
            number: {"remedy": remedy, "state": "proposed"}
            for number, remedy in zip(numbers, self.expected, strict=True)
        }
        self.things["case_effect"] |= following
        self.expected = []
