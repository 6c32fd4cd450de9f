"""`banfa watch`: which clauses every provider has run into as of a day, and which cannot be told yet."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import click

from banfa.cities.probe import sound_cities
from banfa.database.engine import make_engine
from banfa.procedures.watch import watch
from banfa.settings import Settings
from banfa.trust.tenants import find_tenant, operator
from banfa.trust.unit import unit_of_work


@click.command()
@click.argument("tenant")
@click.option("--as-of", "as_of", type=click.DateTime(["%Y-%m-%d"]), help="截至哪一日, 省略时为今天。")
@click.option("--open/--no-open", "with_open", default=True, help="是否列出尚不能确定的。")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="输出格式。")
@click.pass_obj
def command(settings: Settings, tenant: str, as_of: datetime | None, *, with_open: bool, form: str) -> None:
    """列出截至某日各服务商已触发和尚不能确定的条款，并逐条说明依据。

    只看不记：触发是建议，处置由人决定。需要 DATABASE_URL。
    """
    engine = make_engine(settings.required("database_url"))
    bureau = find_tenant(engine, tenant)
    profile = sound_cities().profile(bureau.city)
    day: date | None = as_of.date() if as_of else None
    with unit_of_work(engine, operator(bureau), now=datetime.now(UTC), read_only=True) as unit:
        hits = watch(unit, profile, as_of=day or unit.today)
    engine.dispose()
    shown = [h for h in hits if with_open or h["state"] == "met"]
    if form == "json":
        click.echo(json.dumps(shown, ensure_ascii=False, indent=2))
        return
    for hit in shown:
        click.echo(f"{hit['provider']}　{hit['state_zh']}　{hit['explanation']}")
    met = sum(h["state"] == "met" for h in hits)
    click.echo(f"{bureau.name} 截至{day or '今天'}：已触发{met}项，尚不能确定{len(hits) - met}项")
