"""Hours in the office: written as people write them, kept as OSM does, refused where nobody can read them."""

import pytest
from django import forms
from django.core.exceptions import ValidationError

from maillage.directory.models import Schedule

FORM = forms.modelform_factory(Schedule, fields=["hours", "kind", "weeks"])


def form(hours: str) -> forms.ModelForm:
    """The office's form of a schedule, filled in."""
    return FORM({"hours": hours, "kind": "reception", "weeks": "every"})


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("lundi au vendredi 9h-12h", "Mo-Fr 09:00-12:00"),
        ("lu et me 18h30-20h30", "Mo,We 18:30-20:30"),
        ("Mo-Fr 09:00-12:00; PH off", "Mo-Fr 09:00-12:00; PH off"),
        ("", ""),
    ],
)
def test_hours_in_words_are_kept_in_the_syntax_of_osm(written: str, kept: str):
    filled = form(written)
    filled.is_valid()
    assert filled.cleaned_data["hours"] == kept


@pytest.mark.parametrize(
    "written", ["selon les inscriptions", "lundi 9h-12h sur rendez-vous", "un lundi sur deux 14h-16h"]
)
def test_hours_that_say_more_or_nothing_are_refused_beside_the_field(written: str):
    filled = form(written)
    assert not filled.is_valid()
    assert "hours" in filled.errors
    assert filled["hours"].value() == written


@pytest.mark.django_db
def test_a_schedule_that_says_nothing_is_refused():
    with pytest.raises(ValidationError, match="sur rendez-vous"):
        Schedule().full_clean(exclude=["service_at_location"])
