from banfa.cities.catalogue import CATALOGUE as NAMED
from banfa.law import Window
from banfa.ledger.facts.catalogue import CATALOGUE, aggregate_of


class TestCatalogue:
    def test_maps_the_facts_that_the_law_names_and_no_others(self):
        about_providers = {name for name, fact in NAMED.items() if fact.subject == "provider"}
        assert set(CATALOGUE) == about_providers

    def test_takes_the_arguments_that_the_law_gives(self):
        for fact in NAMED.values():
            if fact.subject == "provider":
                assert aggregate_of(fact).takes == tuple(map(type, fact.args)), fact.key

    def test_refuses_a_window_that_a_fact_cannot_be_asked_over(self):
        assert not CATALOGUE["products"].fits(NAMED["products"].in_(Window.ROUND))
        assert not CATALOGUE["contracts_signed"].fits(NAMED["contracts_signed"].in_(Window.AS_OF))
