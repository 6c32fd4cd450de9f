"""Every paper of a city: its own words where the plugin has them, ours elsewhere."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from banfa.errors import Missing
from banfa.law import Publicity, walk
from banfa.papers.forms import FORMS
from banfa.papers.letters import HEARING, LETTERS, PRACTICE, REFERRING, REMEDIES_TOLD
from banfa.papers.model import Basis, Origin
from banfa.papers.remedies import ATTACHMENTS, NAMES, list_articles, write_general_notices
from banfa.papers.templates import LetterTemplate, PaperTemplate, know

if TYPE_CHECKING:
    from collections.abc import Iterator

    from banfa.cities.profile import Profile
    from banfa.law import Edition, Notice

ADVANCE: Final = "_advance"
"""How the name of a paper ends by which a party is told what is intended."""


@lru_cache(maxsize=64)
def list_papers(profile: Profile) -> tuple[PaperTemplate, ...]:
    """The papers of a city: those of its remedies, those of every procedure, the forms.

    Kept, since each of them looks through the whole law for its provisions.
    """
    papers = {paper.name: paper for paper in (*_general_papers(profile.latest), *FORMS)}
    for notice in profile.notices:
        general = papers.get(notice.key)
        act = general.act if isinstance(general, LetterTemplate) else ""
        papers[notice.key] = _make_template(replace(notice, act=notice.act or act), profile.latest)
    city = profile.city
    return tuple(know(p, 主管部门=city.bureau, 复议机关=f"{city.zh}人民政府") for p in papers.values())


def find_paper(profile: Profile, name: str) -> PaperTemplate:
    """The paper of that name. Raises Missing, naming those there are."""
    papers = {paper.name: paper for paper in list_papers(profile)}
    if name not in papers:
        offered = "、".join(f"{paper.name}（{paper.zh}）" for paper in papers.values())
        raise Missing("paper_missing", f"{profile.city.zh}没有文书“{name}”；现有：{offered}。", paper=name)
    return papers[name]


def _general_papers(edition: Edition) -> Iterator[PaperTemplate]:
    for notice in write_general_notices(edition):
        yield _make_template(notice, edition)
    for letter in LETTERS:
        yield _publicity_of(edition, letter) if letter.name == "publicity" else letter


def _make_template(notice: Notice, edition: Edition) -> LetterTemplate:
    name = NAMES.get(notice.key, notice.title) if "{" in notice.title else notice.title
    attachments = ATTACHMENTS.get(notice.key, ())
    origins = tuple(_find_origins(notice, edition))
    letter = LetterTemplate(
        notice.key, name, notice.title, origins, notice.body, notice.addressee, attachments, act=notice.act
    )
    deciding = notice.key == notice.remedy
    return replace(letter, also=notice.also, imposes=notice.imposes) if deciding else letter


def _find_origins(notice: Notice, edition: Edition) -> Iterator[Origin]:
    """Articles of the measure, and what general law asks of a paper that says what this one says."""
    articles = list_articles(edition, notice.remedy)
    if articles and not notice.key.endswith(ADVANCE):
        yield Origin(Basis.MEASURE, f"《{edition.title}》{'、'.join(articles)}")
    if "陈述和申辩" in notice.body:
        yield HEARING
    if "复议机关" in notice.blanks:
        yield REMEDIES_TOLD
    if notice.remedy == "referral":
        yield REFERRING
    if not articles:
        yield PRACTICE


def _publicity_of(edition: Edition, letter: LetterTemplate) -> LetterTemplate:
    """公示 with the provision that asks for it, where the measure has one."""
    cites = [str(value.cite) for value in walk(edition) if isinstance(value, Publicity)]
    measure = [Origin(Basis.MEASURE, f"《{edition.title}》{cite}") for cite in dict.fromkeys(cites)]
    return replace(letter, origins=(*measure, *letter.origins))
