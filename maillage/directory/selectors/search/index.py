"""The documents of all services turned round: by mark, the services that have it. Kept by a process until one changes."""

from collections import defaultdict
from typing import Self

from django.db.models import Count, Max

from maillage.directory.models import SearchDocument

Postings = dict[str, dict[int, float]]  # mark → service → weight


class Index:
    """Asks the database one thing: whether it is still the last one."""

    def __init__(self, documents: list[tuple[int, dict[str, float]]]) -> None:
        self.size = len(documents)
        self.postings: Postings = defaultdict(dict)
        self.communes: dict[int, list[str]] = {}
        for service, marks in documents:
            for mark, weight in marks.items():
                self.postings[mark][service] = weight
            self.communes[service] = [mark[2:] for mark in marks if mark.startswith("c:")]
        self.words = frozenset(mark[2:] for mark in self.postings if mark.startswith("w:"))

    @classmethod
    def load(cls) -> Self:
        """The index of what is in the base now."""
        version = tuple(
            SearchDocument.objects.aggregate(n=Count("pk"), last=Max("pk"), made_of=Max("version")).values()
        )
        if version != _kept.get("version"):
            rows = SearchDocument.objects.exclude(marks={}).order_by("pk").values_list("service_key", "marks")
            _kept.update(version=version, index=cls(list(rows)))
        found: Self = _kept["index"]
        return found


_kept: dict = {}  # type: ignore[type-arg]
