"""What a test tells stands at the end of the run, once."""

INNER = """
    def test_measures(tell):
        tell("3 seconds")
        tell("4 seconds")

    def test_tells_what_was_too_much(tell):
        tell("5 seconds")
        assert False
"""


def test_figures_stand_at_the_end_once(pytester, monkeypatch):
    monkeypatch.delenv("MAILLAGE_TALLY", raising=False)
    pytester.makepyfile(INNER)
    quiet = ("-p", "no:django", "-p", "no:cacheprovider", "-p", "tests.plugins.figures")
    result = pytester.runpytest_inprocess(*quiet)
    result.stdout.fnmatch_lines(["*figures*", "3 seconds", "4 seconds", "5 seconds"])
    assert sum(line == "3 seconds" for line in result.outlines) == 1
