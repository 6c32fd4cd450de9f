"""Random edits are located, each by both verifiers at the same places."""

from tests.tamper.run import run_edits


def test_any_edit_of_any_column_is_located(ground):
    _, lost = run_edits(ground, count=150, seed=8)
    assert not lost, "\n".join(lost)
