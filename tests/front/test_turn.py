"""Who decides first, a request's commit or its time."""

from banfa.front.turn import Turn


def begun():
    turn = Turn()
    assert turn.begin()
    return turn


def test_that_is_over_does_not_begin():
    turn = Turn()
    assert turn.expire()
    assert not turn.begin()


def test_that_is_over_commits_nothing():
    turn = begun()
    assert turn.expire()
    assert not turn.begin_commit()


def test_that_commits_is_waited_for():
    turn = begun()
    assert turn.begin_commit()
    assert not turn.expire()
    assert turn.begin_commit(), "it goes on"
    assert turn.expire(committing=True)
    assert not turn.begin_commit()


def test_that_has_ended_is_not_given_up():
    turn = begun()
    turn.finish()
    assert not turn.expire(committing=True)
