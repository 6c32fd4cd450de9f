"""Mutation testing of the law: operators make mutants, a run puts each to the worked cases."""
