"""What `banfa city check` asks a database, where there is one. Apart, since no other check needs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.exc import SQLAlchemyError

from banfa.cities.loading.discovery import Cities
from banfa.cities.pages.sources import locate_problems
from banfa.cities.problems import Problem
from banfa.database.engine import make_engine
from banfa.errors import Unavailable
from banfa.procedures.instruments.locked import find_changed_editions

if TYPE_CHECKING:
    from banfa.cities.profile import Profile


def locked_problems(database_url: str, profile: Profile, module: str) -> list[Problem]:
    """What an edition says otherwise than when a bureau promulgated it. Raises Unavailable."""
    city = profile.city.key
    engine = make_engine(database_url)
    try:
        with engine.connect() as connection:
            changed = find_changed_editions(connection, Cities({city: profile}, {}))
    except SQLAlchemyError as error:
        raise Unavailable("database_unavailable", "数据库不能访问，请检查或去掉 DATABASE_URL。") from error
    finally:
        engine.dispose()
    mend = "恢复原来的规则；办法确有修订的，另立版本公布"
    problems = [
        Problem(
            city,
            "edition-changed",
            f"版本“{edition.edition}”由{edition.document_no}公布后被改动：{difference}",
            mend,
            difference.rule,
        )
        for edition in changed
        for difference in edition.differences
    ]
    return list(locate_problems(problems, module))
