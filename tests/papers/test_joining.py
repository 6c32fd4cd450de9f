"""The paper of what is imposed: the city's own where it says exactly that, else a list of all."""

import pytest

from banfa.papers.catalogue import list_papers
from banfa.papers.joining import Imposed, choose_letter
from tests.papers.samples import profile_of


def choose(city, *imposed, **more):
    papers = {paper.name: paper for paper in list_papers(profile_of(city))}
    return choose_letter(papers, imposed, **more)


WARNING = Imposed(("warning",), "警告", "第十一条第（六）项")
ORDER = Imposed(("rectification",), "限期整改", "第十一条第（六）项", "1个月")
REMOVAL = Imposed(("disqualification", "removal"), "取消服务资格、清退", "第十五条第（四）项")


class TestOnePaper:
    def test_is_the_city_s_own_where_its_text_has_both(self):
        letter = choose("xiamen", WARNING, ORDER)
        assert letter.name == "warning"

    def test_lists_remedies_of_different_provisions(self):
        other = Imposed(("rectification",), "限期整改", "第十一条第（二）项", "1个月")
        body = choose("xiamen", WARNING, other).body
        assert "（一）警告（第十一条第（六）项）：予以警告。" in body
        assert "（二）限期整改（第十一条第（二）项）：请你单位自收到本通知书次日起1个月内" in body

    def test_says_both_words_of_a_clause(self):
        assert choose("huangshi", REMOVAL).name == "disqualification"
        body = choose("jiangcheng", REMOVAL).body
        assert "作出以下处理：取消服务资格。" in body
        assert "作出以下处理：清退。" in body

    def test_does_not_say_that_a_party_was_heard_where_that_was_waived(self):
        assert "陈述和申辩的权利" in choose("huangshi", REMOVAL).body
        assert "陈述和申辩的权利" not in choose("huangshi", REMOVAL, waived=True).body

    def test_of_what_nobody_has_words_for_is_none(self):
        assert choose("xiamen", WARNING, Imposed(("referral",), "移送", "第一条")) is None

    @pytest.mark.parametrize("city", ["xiamen", "changsha", "jiangcheng"])
    def test_about_many_names_them_in_a_list(self, city):
        circular = Imposed(("circular",), "通报", "第十二条", parties=(1, 2))
        body = choose(city, circular).body
        assert body.startswith("下列单位存在以下情况：{事由}。")
        assert "{统一社会信用代码}" not in body
