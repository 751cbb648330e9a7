"""What services are found by, written in the transaction that changes them, the same on every database."""

from django.db import models


class SearchDocument(models.Model):
    """The marks of a service: what it is found by, each with how much of the service it is, 0 to 1.

    A mark is a word's stem (`w:ecol`), a term (`t:12`), a commune (`c:92094`), `lang:ar`, `level:A1`, `time.evening`…
    `version`: what the service was when they were written. A document is never changed, but written anew. It is made of
    the service and can be made again, so nothing in the database ties them: acts that are undone need not know of it.
    """

    service_key = models.PositiveBigIntegerField(unique=True)
    version = models.CharField(max_length=160)
    marks = models.JSONField(default=dict)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.version
