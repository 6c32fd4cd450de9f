"""The words a measure is written in: all that the author of a city imports.

    from banfa.law import MUST, Months, article, facts as f, item, percent, rectify, share, warn

Values are frozen and pure; nothing here computes, reads a clock or knows a database.
"""

from . import facts
from .cite import Cite, cite, parse
from .clauses import (
    EVENT, GENERALLY, MAY, MUST, STATE, Clause, Force, Item, Nature, Remedy, article, circular, disqualify, either,
    grey_list, interview, item, publish, reassign, recover, rectify, refer, remove, replace_provider, warn,
)
from .edition import Edition, Event, Status
from .facts import contract_finding, finding, graded, verified, yes
from .grading import Band, Beyond, Grading, Quota, Ties, Vacancy
from .hooks import hook
from .notices import Notice
from .openings import Choice, OpenDate, OpenNumber, Option, SumTo, choice, reading
from .outline import Disposition, Provision, outline
from .people import Category, City, Field, FieldType, Industry, RecordKind
from .quantity import AtMost, Days, Months, Rate, SetInOrder, WorkingDays, percent
from .rubric import Criterion, Dimension, Rubric, SetCriterion
from .rules import Otherwise, Publicity, Rule, Stage, Support
from .scales import Measured, OpenCriteria, OpenScale, Rounding, Scale, Shape, Step, linear, per_item, tiers
from .settle import SettingError, openings, settle, unset
from .terms import (
    FAR, All, AnyOf, Compare, Condition, Fact, Latest, Not, Op, Share, Silence, Since, Window, all_of, any_of, facts_of,
    latest, mean, openings_of, share, since,
)
from .values import from_data, to_data, walk
