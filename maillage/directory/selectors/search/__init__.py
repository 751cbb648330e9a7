"""Finding services: what a query means (`lexicon`, `understanding`), what services are found by (`marks`), and the order
of what is found (`ranking`). One door: `search`."""

from maillage.directory.selectors.search.ranking import Found, Result, search

__all__ = ["Found", "Result", "search"]
