from banfa.cities.catalogue import CATALOGUE as NAMED
from banfa.law import Window
from banfa.law.windows import DAY, WINDOWS, windows_of
from banfa.ledger.facts.catalogue import CATALOGUE, aggregate_of


class TestCatalogue:
    def test_maps_the_facts_that_the_law_names_and_no_others(self):
        about_providers = {name for name, fact in NAMED.items() if fact.subject == "provider"}
        assert set(CATALOGUE) == about_providers
        assert set(WINDOWS) <= about_providers

    def test_takes_the_arguments_that_the_law_gives(self):
        for fact in NAMED.values():
            if fact.subject == "provider":
                assert aggregate_of(fact).takes == tuple(map(type, fact.args)), fact.key

    def test_answers_over_days_where_rows_have_a_day_and_as_of_one_where_they_have_none(self):
        for name, aggregate in CATALOGUE.items():
            assert (windows_of(NAMED[name]) == DAY) == (aggregate.on is None), name

    def test_refuses_a_window_that_a_fact_cannot_be_asked_over(self):
        for name, aggregate in CATALOGUE.items():
            for window in Window:
                fact = NAMED[name].in_(window)
                assert aggregate.fits(fact) == (window in windows_of(fact)), fact.key

    def test_every_fact_is_asked_over_its_own_window(self):
        assert [fact.key for fact in NAMED.values() if fact.window not in windows_of(fact)] == []
