"""The card of a record for a phone, read back by a reader of vCards that is not ours."""

from typing import Any

import pytest
import vobject
from django.test import Client

from maillage.directory.models import Phone
from tests.directory.record_page import furnished, place, service

pytestmark = pytest.mark.django_db

LONG = "Cours d’arabe, de « français » ; العربية للجميع \\ fin\nDeuxième ligne " * 4


def card(address: str) -> tuple[Any, bytes]:
    """What is downloaded, read and raw."""
    answer = Client().get(f"/fr/annuaire/{address}/contact.vcf")
    assert answer["Content-Type"] == "text/vcard; charset=utf-8"
    assert answer["Content-Disposition"] == f'attachment; filename="{address.rpartition("/")[2]}.vcf"'
    return vobject.readOne(answer.content.decode()), answer.content


def test_card_of_a_service_is_read_back_as_it_was_told():
    of = furnished(description=LONG)
    read, _raw = card(f"services/{of.slug}")
    assert (read.version.value, read.fn.value, read.kind.value) == ("4.0", "Cours de français", "org")
    assert read.org.value == ["Alpha Namur"]
    assert read.tel.value == "tel:+3281000000"
    assert read.url.value == "https://alpha.example"
    assert read.note.value == LONG
    assert (read.adr.value.street, read.adr.value.code) == ("Rue Haute 0", "5000")
    assert read.geo.value == "geo:50.46,4.86"
    assert read.uid.value == f"urn:uuid:{of.ref}"
    assert read.source.value.endswith(f"/fr/annuaire/services/{of.slug}/")


def test_lines_end_as_the_norm_says_and_are_never_too_long():
    of = service("Cours", description=LONG)
    place(of)
    _read, raw = card(f"services/{of.slug}")
    lines = raw.split(b"\r\n")
    assert lines[-1] == b""
    assert not [line for line in lines if len(line) > 75 or b"\n" in line or b"\r" in line]
    assert [line.decode() for line in lines], "no letter was cut"


def test_card_cannot_be_made_to_say_more_than_its_fields():
    of = service("Cours\r\nEMAIL:faux@example.org", description="a\r\nTEL:999")
    Phone.objects.create(service=of, number="+3281000000\r\nNOTE:faux")
    _read, raw = card(f"services/{of.slug}")
    assert not [line for line in raw.split(b"\r\n") if line.startswith((b"EMAIL", b"TEL:", b"NOTE:faux"))]


def test_card_of_an_operator_is_read_back():
    of = furnished()
    Phone.objects.create(organization=of.organization, number="+3281999999")
    read, _raw = card(f"organisations/{of.organization.slug}")
    assert (read.fn.value, read.tel.value) == ("Alpha Namur", "tel:+3281999999")
