"""What an office publishes of its results: shares of enough, and nothing of few (SPEC O9)."""

from madang_office.results import SHARES_FROM, ServiceResults, share


def test_O9_a_share_of_few_is_not_published():
    assert share(SHARES_FROM - 1, SHARES_FROM - 1) is None
    assert share(0, 0) is None
    assert share(27, SHARES_FROM) == 0.9


def test_O9_each_share_is_of_those_of_whom_it_is_known():
    found = ServiceResults(
        finished=80, left=10, missed=6, ended=4, judged=50, again=5, told=100, held=79, sooner=1, later=20, decided=40, in_term=38
    )
    shares = (found.served_share, found.first_visit_share, found.held_share, found.in_term_share)
    assert shares == (0.8, 0.9, 0.79, 0.95)
