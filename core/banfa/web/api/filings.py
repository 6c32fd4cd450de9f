"""Filings (报送) due from providers, and made."""

from __future__ import annotations

from banfa.web.api.entries import Entries, declare
from banfa.web.api.parties import OfProvider
from banfa.web.fields import Day, Text
from banfa.web.operations import Topic

topic = Topic("filings", "报送")


class Filing(OfProvider):
    """What has to be handed in by a day."""

    what = Text("报送事项", required=True)
    period = Text("所属期间")
    due_on = Day("应报之日", required=True)
    made_on = Day("报送之日；未报送的不填")


declare(topic, Entries(name="filing", filters=("what",), plural="filings", form=Filing))
