"""Skips, expected failures and unexpected passes count as failures, and the tally says so."""

import pytest

INNER = """
    import pytest

    def test_fine(): pass

    @pytest.mark.skip(reason="not today")
    def test_skipped(): pass

    def test_skips_itself(): pytest.skip("changed my mind")

    @pytest.mark.xfail(strict=False)
    def test_expected_to_fail(): assert False

    @pytest.mark.xfail(strict=False)
    def test_passes_unexpectedly(): pass
"""


@pytest.fixture
def inner(pytester, monkeypatch):
    """Runs an inner pytest with the plugins named, apart from this run."""
    monkeypatch.delenv("MAILLAGE_TALLY", raising=False)

    def run(*plugins: str, **variables: str) -> pytest.RunResult:
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        chosen = [word for plugin in plugins for word in ("-p", f"tests.plugins.{plugin}")]
        return pytester.runpytest_inprocess("-p", "no:django", "-p", "no:cacheprovider", *chosen)

    return run


def test_skipped_and_xfailed_tests_fail(inner, pytester):
    pytester.makepyfile(INNER)
    result = inner("noskip")
    result.assert_outcomes(passed=1, failed=3, errors=1)  # a skip mark fails in the setup
    result.stdout.fnmatch_lines(["*refused here:*not today*", "*refused here:*changed my mind*"])


def test_module_that_skips_itself_fails(inner, pytester):
    pytester.makepyfile('import pytest\npytest.importorskip("no_such_module")\ndef test_it(): pass')
    result = inner("noskip")
    assert result.ret != 0
    result.assert_outcomes(errors=1)


def test_tally_counts_passed_failed_and_errors(inner, pytester, tmp_path):
    pytester.makepyfile(INNER + "\n    def test_broken(no_such_fixture): pass\n")
    inner("noskip", "tally", MAILLAGE_TALLY=str(tmp_path / "tally"))
    inner("noskip", "tally", MAILLAGE_TALLY=str(tmp_path / "tally"))
    assert (tmp_path / "tally").read_text() == "1 5\n1 5\n"
