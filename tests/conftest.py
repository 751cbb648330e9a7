"""What holds for every test: see tests/plugins for the promises, tests/house for their proofs."""

pytest_plugins = [
    "pytester",
    "tests.plugins.environment",  # first: the others read what it sets up
    "tests.plugins.databases",
    "tests.plugins.clock",
    "tests.plugins.chromium",
    "tests.plugins.loopback",
    "tests.plugins.noskip",
    "tests.plugins.shuffle",
    "tests.plugins.smtp",
    "tests.plugins.tally",
    "tests.plugins.undefined",
]
