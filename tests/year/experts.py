"""A panel of experts through the pages: drawn, signed in, each sheet checked, its opinions adopted."""

from __future__ import annotations

from tests.year.desk import FIRST, SECOND, TWO


def hold_panel(desk, name, criteria, points):
    """A panel of two whose sheets give each provider these points (by criterion); adopted by the other."""
    day = str(desk.today)
    for expert in ("沈一鸣", "秦川", "顾惟"):
        pool = {"employer": "某某大学", "title": "教授", "field": "智能制造", "from_on": day}
        desk.fill("/experts/new", name=expert, **pool)
    panel = desk.fill("/expert-panels/new", purpose="evaluation", name=name, criteria=criteria)
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
    for provider in points:
        given = {"provider": provider, "given_on": day, "opinion": "对照改造前后数据核验。"}
        opinion = desk.fill(f"{panel}/opinions", **given)
        desk.scan(opinion, "score_sheet")
        desk.press(opinion, "复核评审组意见", by=SECOND)
        desk.fill(f"{opinion}/adoption", by=SECOND, topic="专家核验")
    return panel


__all__ = ["FIRST", "hold_panel"]
