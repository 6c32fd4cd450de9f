"""How providers are admitted (遴选入库): the steps that the text names, for whom, and where it is silent.

What an applicant must be stands in rules (`Rule`, `Stage.ADMISSION`). A step that no route names is the
bureau's own: it may take it, by its internal rules, and nothing waits for it.
"""

from __future__ import annotations

from enum import StrEnum

from banfa.law.cite import Cite
from banfa.law.quantity import WorkingDays
from banfa.law.values import added_part, vocabulary, word


@vocabulary
class AdmissionStep(StrEnum):
    """A step that a text names on the way into the pool, or right after it."""

    APPLICATION = "自主申报"
    QUALIFICATION = "资格审核"
    EXPERTS = "专家评审"
    DEFENCE = "现场答辩"
    FILING = "登记备案"
    CONSENT = "市政府同意"
    ROADSHOW = "路演"
    MATCHING = "供需对接"
    OTHER = "其他方式"


@vocabulary
class ApplicantKind(StrEnum):
    """What an applicant is, as far as a text says who may be one."""

    ENTERPRISE = "企业"
    INSTITUTION = "事业单位"
    OTHER = "其他组织"


@word
class AdmissionRoute:
    """How providers of these categories (empty: all) come into the pool.

    `steps`: all of them, before the list is published; `one_of`: the batch says which; `afterwards`: what the
    text has the bureau organise for those admitted. `applicants`: empty where the text excludes no kind.
    `one_a_seat`: one provider an industry. `publicity`: how long the proposed list is shown at least, None
    where the text has no 公示. `source`: the other document that governs, where the text names one.
    `editions`: of which editions (empty: every one). `open_choice`: the text goes on after `one_of` (等).
    `allocates`: whoever is admitted is allocated an industry. `own_list`: what an industry's own list asks
    besides, empty where the text has no such list. `supplements`: the provisions on 增补.
    """

    cite: Cite
    zh: str
    categories: tuple[str, ...] = ()
    steps: tuple[AdmissionStep, ...] = ()
    one_of: tuple[AdmissionStep, ...] = ()
    afterwards: tuple[AdmissionStep, ...] = ()
    applicants: tuple[ApplicantKind, ...] = ()
    one_a_seat: bool = False
    publicity: WorkingDays | None = None
    source: str = ""
    editions: tuple[str, ...] = ()
    open_choice: bool = added_part(default=False)
    allocates: bool = added_part(default=False)
    own_list: tuple[str, ...] = added_part(default=())
    supplements: tuple[Cite, ...] = added_part(default=())

    def covers(self, edition: str, category: str) -> bool:
        """Whether it is the way of a category under an edition."""
        return (not self.editions or edition in self.editions) and (
            not self.categories or category in self.categories
        )
