"""The five stories, and all that each is held to once it was told."""

from __future__ import annotations

from tests.year import changchun, changsha, huangshi, liuzhou, xiamen
from tests.year.one_page import check_one_page
from tests.year.volumes import check_volumes

STORIES = {story.CITY: story for story in (xiamen, huangshi, liuzhou, changsha, changchun)}


def play(desk, city):
    """Tell a city's story and hold what it leaves, which it gives: tables, sheets and volumes."""
    story = STORIES[city]
    left = story.tell(desk)
    story.check_tables(desk, left)
    check_one_page(desk, story.ONE_PAGE)
    desk.hold(left["papers"].found[story.FAILING], *story.PROVIDER)
    check_volumes(desk, left, story.VOLUMES)
    return left
