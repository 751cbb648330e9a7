"""What asks no database is left out where that is wanted, and nothing else."""

import pytest

INNER = """
    import pytest

    @pytest.fixture
    def db(): pass

    @pytest.fixture
    def person(db): pass

    @pytest.fixture
    def engine(): return "sqlite"

    def test_reckons(): pass
    def test_reads(person): pass
    def test_starts_a_site(engine): pass

    @pytest.mark.django_db
    def test_marked(): pass

    class TestAll:
        pytestmark = pytest.mark.django_db
        def test_within(self): pass
"""


@pytest.mark.parametrize(("option", "run"), [([], 5), (["--asking-databases"], 4)])
def test_only_what_asks_no_database_is_left_out(pytester, monkeypatch, option, run):
    monkeypatch.delenv("MAILLAGE_TALLY", raising=False)
    pytester.makepyfile(INNER)
    quiet = ("-p", "no:django", "-p", "no:cacheprovider", "-p", "tests.plugins.asking")
    result = pytester.runpytest_inprocess(*quiet, *option)
    result.assert_outcomes(passed=run, deselected=5 - run)
