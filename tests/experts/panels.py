"""An office that has experts review providers: what a person would do, paper by paper."""

from __future__ import annotations

from itertools import count

CRITERIA = [{"criterion": "提质增效", "most": 60}, {"criterion": "绿色创新", "most": 40}]
NAMES = ("沈一鸣", "秦川", "顾惟", "纪云", "甘霖")
_numbers = count(1)


def enlist(office, name=None, employer="某某大学", **changes):
    """Enter an expert of the pool; one of a name that nobody has had."""
    body = {
        "name": name or f"{NAMES[next(_numbers) % len(NAMES)]}{next(_numbers)}",
        "employer": employer,
        "title": "教授",
        "field": "智能制造",
        "from_on": office.today.isoformat(),
        **changes,
    }
    return office.post("/experts", body)["id"]


def form(office, purpose="evaluation", criteria=CRITERIA, **changes):
    body = {"purpose": purpose, "name": "2026年第一季度专家核验", "criteria": criteria, **changes}
    return office.post("/expert-panels", body)["id"]


def draw(office, panel, seats=1, substitutes=0):
    body = {
        "drawn_on": office.today.isoformat(),
        "manner": "现场随机抽取",
        "present": ["林晓", "郑文", "机关纪委 卢静"],
        "seats": seats,
        "substitutes": substitutes,
    }
    return office.post(f"/expert-panels/{panel}/draw", body)


def seat(office, panel, expert, place="member"):
    return office.post(f"/expert-panels/{panel}/members", {"expert_id": expert, "place": place})["id"]


def check_draw(office, panel):
    office.attach(f"/expert-panels/{panel}", "minutes")
    return office.post(f"/expert-panels/{panel}/confirmation", by=office.second)


def sign_in(office, member):
    body = {"attended_on": office.today.isoformat(), "pledged": True}
    return office.post(f"/panel-members/{member}/attendance", body)


def hold(office, seats=2, criteria=CRITERIA, purpose="evaluation", **changes):
    """A panel that is drawn, checked and signed in; gives it and its members."""
    panel = form(office, purpose, criteria, **changes)
    draw(office, panel, seats)
    members = [seat(office, panel, enlist(office)) for _ in range(seats)]
    check_draw(office, panel)
    for member in members:
        sign_in(office, member)
    return panel, members


def write_sheet(office, provider, first="52", second="34", **changes):
    """What stands on a sheet of the usual criteria."""
    scores = [{"criterion": "提质增效", "points": first}, {"criterion": "绿色创新", "points": second}]
    return {"provider_id": provider, "scored_on": office.today.isoformat(), "scores": scores, **changes}


def enter_sheet(office, member, provider, *points):
    """Enter a sheet with its scan and have it checked."""
    sheet = office.post(f"/panel-members/{member}/sheets", write_sheet(office, provider, *points))["id"]
    office.attach(f"/score-sheets/{sheet}", "score_sheet")
    return office.post(f"/score-sheets/{sheet}/confirmation", by=office.second)


def write_aside(office, provider):
    """What is declared to stand aside from a provider."""
    day = office.today.isoformat()
    return {"provider_id": provider, "manner": "found", "declared_on": day, "reason": "曾任技术顾问"}


def conclude(office, panel):
    office.attach(f"/expert-panels/{panel}", "attendance")
    return office.post(f"/expert-panels/{panel}/conclusion", {"held_on": office.today.isoformat()})


def give_opinion(office, panel, provider, **changes):
    """Enter the panel's opinion with its scan and have it checked."""
    body = {"provider_id": provider, "given_on": office.today.isoformat(), "opinion": "成效明显。", **changes}
    opinion = office.post(f"/expert-panels/{panel}/opinions", body)["id"]
    office.attach(f"/panel-opinions/{opinion}", "score_sheet")
    office.post(f"/panel-opinions/{opinion}/confirmation", by=office.second)
    return opinion


def adopt(office, opinion):
    return office.post(f"/panel-opinions/{opinion}/adoption", {"topic": "expert"}, by=office.second)
