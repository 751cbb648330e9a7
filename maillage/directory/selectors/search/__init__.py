"""Finding services: what a query means (`lexicon`, `understanding`), what services are found by and shown as (`marks`,
`faces`), where they are kept (`index`), and the order of what is found (`ranking`). One door: `search`."""

from maillage.directory.selectors.search.knowledge import Knowledge
from maillage.directory.selectors.search.ranking import Found, Result, count, search
from maillage.directory.selectors.search.wanted import Wanted

__all__ = ["Found", "Knowledge", "Result", "Wanted", "count", "search"]
