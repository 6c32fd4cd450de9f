"""办法: the measure as a document, each provision with how it runs, its official text where there is one."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from flask import request

from banfa.cities.checks.answers import find_answers, names_by_provision
from banfa.cities.pages.answers import answers_in_chinese
from banfa.cities.pages.page import make_page
from banfa.cities.pages.sources import Sources
from banfa.law.cite import cite
from banfa.law.outline import DISPOSITION_ZH
from banfa.ledger.facts.places import locate_fact
from banfa.procedures.instruments.editions import edition_key_on, find_edition
from banfa.procedures.instruments.instrument import list_promulgations
from banfa.procedures.official_texts import MAX_TEXT, describe_text, find_text, quote_provision, record_text
from banfa.trust.persons import name_persons
from banfa.web.console.frame.declared import Nav
from banfa.web.console.frame.forms import LongTextField, PageForm, TextField, at_most, require
from banfa.web.console.frame.meanwhile import Meanwhile
from banfa.web.console.frame.pages import page
from banfa.web.console.law_words import word_sections

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from banfa.cities.pages.page import Section
    from banfa.cities.profile import Profile
    from banfa.law import Edition, Fact
    from banfa.web.console.frame.calls import PageCall, Result

_pages: Final[dict[tuple[int, str, str], tuple[Profile, list[Section]]]] = {}
"""Pages of provisions as made: they depend on the plugin alone, and reading its cases takes a while."""


class TextForm(PageForm):
    """The official text of an edition."""

    taken_from = TextField(
        "出处", hint="公布的网址，或文号和公报", validators=[require("请填写出处"), at_most(500)]
    )
    text = LongTextField(
        "全文",
        hint="从公布的文本整篇复制，各条另起一行，以“第某条”开头",
        validators=[require("请粘贴全文"), at_most(MAX_TEXT)],
    )


def choose_edition(call: PageCall) -> Edition:
    """The edition that is asked for, else the one in force, else the last. Raises Malformed."""
    wanted = request.args.get("edition") or edition_key_on(call.unit, call.unit.today)
    return find_edition(call.profile, wanted) if wanted else call.profile.latest


@page("/law", "law.read", "办法", nav=Nav(section="依据", icon="book", order=10))
def law(call: PageCall) -> Result:
    """The outline of an edition: each article with its items, what each says, and what answers it."""
    edition = choose_edition(call)
    text = find_text(call.unit, edition.key)
    words = answers_in_chinese(call.profile, edition)
    names = names_by_provision(edition, call.profile)
    articles = [
        (number, [_describe(edition, provision, text, words, names) for provision in provisions])
        for number, provisions in groupby(edition.outline, key=lambda provision: provision.cite.article)
    ]
    return call.render(
        "law.html",
        edition=edition,
        editions=call.profile.editions,
        in_force=list_promulgations(call.unit).get(edition.key),
        text=text,
        articles=articles,
        counts={"provisions": len(edition.outline), "clauses": len(edition.clauses)},
    )


def _describe(
    edition: Edition,
    provision: Any,
    text: Any,
    words: dict[str, str],
    names: Mapping[tuple[int, ...], list[str]],
) -> Any:
    answers = (words.get(name, "") for name in find_answers(edition, provision, names=names))
    return {
        "place": provision.cite,
        "summary": provision.zh,
        "official": text.provisions.get(provision.cite.path, "") if text else "",
        "dispositions": [DISPOSITION_ZH[disposition] for disposition in provision.dispositions],
        "answers": list(dict.fromkeys(filter(None, answers))),
    }


@page("/law/<edition>/<path>", "law.read", "条款")
def provision(call: PageCall, edition: str, path: str) -> Result:
    """One provision: what it says, how it runs, what is open in it, and its cases."""
    chosen = call.profile.edition(edition)
    sections = make_provision_page(call.profile, chosen, path)
    place = cite(path)
    return call.render(
        "provision.html",
        edition=chosen,
        place=place,
        summary=next((p.zh for p in chosen.outline if p.cite.numbers == place.numbers), ""),
        official=quote_provision(find_text(call.unit, edition), place),
        sections=word_sections(chosen, sections),
    )


def make_provision_page(profile: Profile, edition: Edition, path: str) -> Sequence[Section]:
    """Make the page of a provision as `banfa city show` prints it, without places in the plugin's files."""
    key = (id(profile), edition.key, path)
    if key not in _pages:
        sections = make_page(profile, edition, path, sources=Sources(), locate=_locate)
        _pages[key] = (profile, list(sections))
    return _pages[key][1]


def _locate(fact: Fact) -> list[str]:
    return locate_fact(fact)[:1]


@page("/law/<edition>/text", "terms.write", "登记原文", writes=True)
def official_text(call: PageCall, edition: str) -> Result:
    """Give an edition its official text, as it was published."""
    chosen, call.subject = call.profile.edition(edition), f"official_text/{edition}"
    form = call.form(TextForm)
    if call.takes(form):
        record_text(call.unit, call.profile, edition=edition, seen=call.seen, **form.values)
        return call.done("law", f"已登记“{chosen.title}”的原文", edition=edition)
    last = find_text(call.unit, edition)
    if last is not None:
        who = name_persons(call.unit, [last.recorded_by])[last.recorded_by] or ""
        call.meanwhile = Meanwhile(who=who, at=last.recorded_at, act="登记办法原文")
    seen = call.track(describe_text(last), {"taken_from": "出处"}, form)
    return call.render("official_text.html", form=form, edition=chosen, seen=seen)
