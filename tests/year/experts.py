"""A panel of experts through the pages: drawn, signed in, each sheet and each opinion checked."""

from __future__ import annotations

from tests.year.desk import SECOND, TWO


def verify_by_experts(desk, name, criteria, points):
    """A panel of the evaluation; what it says of each provider the other person adopts."""
    panel = hold_panel(desk, criteria, points, purpose="evaluation", name=name)
    for provider in points:
        opinion = give_opinion(desk, panel, provider)
        desk.fill(f"{opinion}/adoption", by=SECOND, topic="专家核验")


def admit_by_experts(desk, batch, criteria, providers):
    """A panel of a batch, which passes each of these with full points."""
    formed = {"purpose": "admission", "admission_batch_id": batch.rpartition("/")[2], "name": "遴选评审组"}
    panel = hold_panel(desk, criteria, dict.fromkeys(providers, criteria), **formed)
    for provider in providers:
        give_opinion(desk, panel, provider, passes="yes")


def hold_panel(desk, criteria, points, **formed):
    """A panel of two whose sheets give each provider these points (by criterion), to its end."""
    day = str(desk.today)
    for expert in ("沈一鸣", "秦川", "顾惟"):
        pool = {"employer": "某某大学", "title": "教授", "field": "智能制造", "from_on": day}
        desk.fill("/experts/new", name=expert, **pool)
    panel = desk.fill("/expert-panels/new", criteria=criteria, **formed)
    drawn = {"manner": "现场随机抽取", "present": f"{TWO}\n机关纪委 卢静"}
    desk.fill(f"{panel}/draw", drawn_on=day, **drawn, seats="2", substitutes="1")
    members = [
        desk.fill(f"{panel}/members", expert_id=expert, place=place)
        for expert, place in (("沈一鸣", "member"), ("秦川", "member"), ("顾惟", "substitute"))
    ]
    desk.scan(panel, "minutes")
    desk.press(panel, "复核专家抽取", by=SECOND)
    for member in members[:2]:
        desk.fill(f"{member}/attendance", attended_on=day, pledged="yes")
    for provider, scores in points.items():
        for member in members[:2]:
            sheet = desk.fill(f"{member}/sheets", provider=provider, scored_on=day, scores=scores)
            desk.scan(sheet, "score_sheet")
            desk.press(sheet, "复核评分表", by=SECOND)
    desk.scan(panel, "attendance")
    desk.fill(f"{panel}/conclusion", held_on=day)
    return panel


def give_opinion(desk, panel, provider, **judged):
    """What the panel says of a provider, checked against its signed sheet; gives its address."""
    given = {"given_on": str(desk.today), "opinion": "对照材料核验。", **judged}
    opinion = desk.fill(f"{panel}/opinions", provider=provider, **given)
    desk.scan(opinion, "score_sheet")
    desk.press(opinion, "复核评审组意见", by=SECOND)
    return opinion
