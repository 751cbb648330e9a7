"""Free texts in other languages: who sees which, where they come from, when they are old, and what carries them along."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext

from maillage.directory.actions.journal import undo
from maillage.directory.actions.merging import merge
from maillage.directory.models import Service, Translation
from maillage.directory.models.translations import digest
from maillage.directory.office.services import FORM
from tests.directory.record_page import coordinator, page, service, words
from tests.directory.two import base, two_services
from tests.factories import CentreFactory

pytestmark = pytest.mark.django_db

FRENCH, ARABIC = "On apprend ensemble.", "نتعلّم معاً."


def translated(of: Service, text: str = ARABIC, **fields: Any) -> Translation:
    """The description in Arabic, made from the text that stands there now."""
    told = {"field": "description", "language": "ar", "source_hash": digest(of.description)}
    return Translation.objects.create(service=of, text=text, **told | fields)


@pytest.fixture
def course() -> Service:
    CentreFactory()
    return service(description=FRENCH)


@pytest.mark.parametrize(
    ("origin", "said"), [("human", "Traduit par une personne"), ("machine", "Traduction automatique")]
)
def test_reader_of_the_language_sees_the_translation_its_origin_and_the_french_behind(
    course: Service, origin: str, said: str
):
    translated(course, origin=origin)
    found = page(course, "ar")
    told = found.main.select_one("[data-text=description]")
    assert told.get_text(strip=True) == ARABIC
    assert not told.has_attr("lang")
    with translation.override("ar"):
        assert told.find_next("small").get_text(strip=True) == gettext(said)
    assert told.find_next("details").div["lang"] == "fr"
    assert told.find_next("details").div.get_text(strip=True) == FRENCH
    assert not found.main.select(".stale")


def test_reader_of_another_language_sees_the_french_text(course: Service):
    translated(course)
    for language in ("fr", "nl"):
        told = page(course, language).main.select_one("[data-text=description]")
        assert (told.get_text(strip=True), told["lang"], told["dir"]) == (FRENCH, "fr", "auto")


def test_translation_is_old_once_the_french_text_says_something_else(course: Service):
    made = translated(course)
    assert not Translation.objects.get(pk=made.pk).is_stale
    Service.objects.update(description="  On apprend\nensemble. ")
    assert not Translation.objects.get(pk=made.pk).is_stale, "how it is spaced does not count"
    Service.objects.update(description="On apprend seul.")
    assert Translation.objects.get(pk=made.pk).is_stale
    assert page(course, "ar").main.select(".stale")


def test_translation_of_a_text_that_is_gone_is_not_shown(course: Service):
    translated(course)
    Service.objects.update(description="")
    assert ARABIC not in words(page(course, "ar"))


def test_text_is_translated_once_in_a_language(course: Service):
    translated(course)
    with pytest.raises(IntegrityError), transaction.atomic():
        translated(course, "أخرى")


def form_data(course: Service, **changed: str) -> dict[str, str]:
    """What the office's form sends with one translation."""
    form = FORM.bind_to_model(Service).get_form_class()(instance=course, for_user=coordinator())
    data = dict.fromkeys(set(form.fields) - {"terms"}, "")
    data |= {"name": course.name, "organization": str(course.organization_id), "status": "active", "slug": course.slug}
    for formset in form.formsets.values():
        data |= {f"{formset.prefix}-TOTAL_FORMS": "0", f"{formset.prefix}-INITIAL_FORMS": "0"}
    known = course.translations.count()
    data |= {"translations-TOTAL_FORMS": "1", "translations-INITIAL_FORMS": str(known)}
    told = {"field": "description", "language": "ar", "origin": "human", "text": ARABIC, "id": "", "ORDER": "1"}
    return data | {f"translations-0-{name}": value for name, value in (told | changed).items()}


def test_office_notes_which_french_text_was_translated(course: Service):
    office = Client()
    office.force_login(coordinator())
    address = f"/gestion/services/edit/{course.pk}/"
    assert "Traductions" in office.get(address).content.decode()
    data = form_data(course) | {"description": FRENCH, "action-publish": "1"}
    answer = office.post(address, data)
    assert answer.status_code == 302, answer.context["form"].errors
    made = Translation.objects.get()
    assert not made.is_stale
    # the French text changes, the translation does not
    again = form_data(course, id=str(made.pk)) | {"description": "Autre chose.", "action-publish": "1"}
    assert office.post(address, again).status_code == 302
    assert Translation.objects.get().is_stale
    # it is translated anew
    anew = form_data(course, id=str(made.pk), text="شيء آخر") | {"description": "Autre chose.", "action-publish": "1"}
    assert office.post(address, anew).status_code == 302
    assert not Translation.objects.get().is_stale


def test_merging_carries_translations_along_and_undoing_brings_them_back():
    kept, lost = two_services()
    Service.objects.filter(pk=lost.pk).update(description="Autre texte.")
    lost.refresh_from_db()
    translated(lost, language="uk")
    translated(lost)
    own = translated(kept, "خاص")
    before = base()
    act = merge(kept, lost, set())
    told = {row.language: row for row in Translation.objects.filter(service=kept)}
    assert set(told) == {"ar", "uk"}
    assert told["ar"].pk == own.pk
    assert told["uk"].is_stale, "it was made of the text of the other"
    undo(act)
    assert base()["directory.Translation"] == before["directory.Translation"]
