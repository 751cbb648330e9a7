"""The house rules, held by tests: floors, names, sizes, texts, settings, locks, and the proofs of tests/plugins."""
