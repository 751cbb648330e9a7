"""Printing a directory: an edition is frozen in one transaction, its papers are made after it, one at a time."""

import hashlib
import logging
from collections.abc import Iterator

from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import Max
from django.utils import translation

from maillage.accounts.models import User
from maillage.core import clock
from maillage.core.audit import trace
from maillage.core.languages import READY
from maillage.directory.models import Directory, Edition, Paper
from maillage.directory.models.editions import fingerprint
from maillage.directory.selectors import booklets, secrecy
from maillage.ui.pdf.booklets import booklet_pdf

logger = logging.getLogger(__name__)
_failed: set[tuple[str, str, bool]] = set()  # papers by fingerprint of their edition, language and size


class NothingToPrint(ValueError):
    """The directory holds no entry."""


def publish(directory: Directory, by: User | None = None, note: str = "") -> Edition:
    """Freeze what a directory says now as its next edition; the worker makes its papers. Raises NothingToPrint."""
    with transaction.atomic():
        Directory.objects.select_for_update().get(pk=directory.pk)  # numbers follow one another
        said = booklets.snapshot(directory)
        if not said["entries"]:
            raise NothingToPrint(directory.slug)
        last = directory.editions.aggregate(last=Max("number"))["last"] or 0
        edition = Edition.objects.create(
            directory=directory,
            number=last + 1,
            published_on=clock.today(),
            note=note.strip(),
            snapshot=said,
            fingerprint=fingerprint(said),
            size=len(said["entries"]),
            addressed=secrecy.addressed(said["entries"]),
        )
        trace("directory.edition_published", edition, by, number=edition.number, entries=edition.size)
    return edition


def make_papers(most: int | None = None) -> int:
    """Make the papers that editions still lack, the latest edition first; how many (`most`: no more than these).

    One that fails keeps no other from being made; this process does not try it again.
    """
    made = 0
    for edition, language, large in missing():
        if most is not None and made >= most:
            break
        paper = (edition.fingerprint, language, large)
        if paper in _failed:
            continue
        try:
            made += make(edition, language, large=large)
        except DatabaseError:
            raise  # the worker waits for the database
        except Exception as error:  # said without its text, which may hold a name or an address
            _failed.add(paper)
            logger.error("Paper of edition %s (%s) failed: %s", edition.pk, language, type(error).__name__)
    return made


def missing() -> Iterator[tuple[Edition, str, bool]]:
    """The papers that editions lack: French first, ordinary letters before large ones."""
    wanted = [(language.code, large) for large in (False, True) for language in READY]
    there = set(Paper.objects.order_by("pk").values_list("edition_id", "language", "large"))
    for edition in Edition.objects.defer("snapshot").order_by("-published_on", "-pk"):
        lacking = [(code, large) for code, large in wanted if (edition.pk, code, large) not in there]
        for code, large in lacking:
            yield edition, code, large


def make(edition: Edition, language: str, *, large: bool) -> bool:
    """Make one paper of an edition and keep it; False where another process was faster."""
    with translation.override(language):
        contents = booklets.as_printed(edition)
        content = booklet_pdf(booklets.booklet(contents, edition.snapshot["arrangement"], large=large))
    digest = hashlib.sha256(content).hexdigest()
    paper = Paper(
        edition=edition, language=language, large=large, content=content, fingerprint=digest, size=len(content)
    )
    try:
        with transaction.atomic():
            paper.save()
    except IntegrityError:
        return False
    return True
