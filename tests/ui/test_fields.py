"""Fields and their errors."""

import pytest
from bs4 import BeautifulSoup
from django import forms
from django.template import Context, Template, TemplateSyntaxError
from django.utils import translation

from maillage.ui.components.signs import unbroken
from maillage.ui.forms import SuggestingInput, UiFormMixin


class VisitForm(UiFormMixin, forms.Form):
    """One field of each sort."""

    email = forms.EmailField(label="Courriel", help_text="Pour la réponse.")
    town = forms.CharField(label="Commune", required=False, widget=SuggestingInput(["Namur", "<Dinant>"]))
    mode = forms.ChoiceField(
        label="Comment ?", choices=[("a", "Sur place"), ("b", "En ligne")], widget=forms.RadioSelect
    )
    language = forms.ChoiceField(label="Langue", required=False, choices=[("", "Aucune"), ("ar", "Arabe")])
    message = forms.CharField(label="Message", required=False, widget=forms.Textarea)
    consent = forms.BooleanField(label="J’accepte.")
    nonce = forms.CharField(widget=forms.HiddenInput)


def draw(source, **context):
    with translation.override("fr"):
        return BeautifulSoup(Template("{% load ui %}" + source).render(Context(context)), "lxml")


def wrong():
    return VisitForm({"email": '<b>"amina', "mode": "z"})


def test_field_has_its_label_and_help():
    html = draw("{% field form.email %}", form=VisitForm())
    control = html.find("input")
    assert html.find("label")["for"] == control["id"]
    assert html.find(id=control["aria-describedby"]).get_text() == "Pour la réponse."
    assert not control.has_attr("aria-invalid")


def test_optional_field_says_so_in_words():
    assert "(facultatif)" in draw("{% field form.town %}", form=VisitForm()).label.get_text()
    assert "(facultatif)" not in draw("{% field form.email %}", form=VisitForm()).label.get_text()


def test_wrong_field_is_described_by_help_and_error():
    html = draw("{% field form.email %}", form=wrong())
    control = html.find("input")
    assert control["aria-invalid"] == "true"
    said = [html.find(id=key).get_text(" ", strip=True) for key in control["aria-describedby"].split()]
    assert said[0] == "Pour la réponse."
    assert said[1].startswith(unbroken("Erreur :"))


def test_field_keeps_and_escapes_what_was_typed():
    control = draw("{% field form.email %}", form=wrong()).find("input")
    assert control["value"] == '<b>"amina'


def test_checkbox_is_inside_its_label():
    label = draw("{% field form.consent %}", form=VisitForm()).find("label", class_="choice")
    assert label.find("input")["type"] == "checkbox"
    assert label["for"] == label.find("input")["id"]


def test_choices_are_a_group_with_a_legend():
    group = draw("{% field form.mode %}", form=wrong()).fieldset
    assert group.legend.get_text(strip=True) == "Comment ?"
    assert len(group.find_all("input", type="radio")) == 2
    assert group.find(id=group["aria-describedby"]).get_text(" ", strip=True).startswith(unbroken("Erreur :"))


def test_suggestions_are_a_datalist_of_the_field():
    html = draw("{% field form.town %}", form=VisitForm())
    assert html.find("datalist")["id"] == html.find("input")["list"]
    assert [option["value"] for option in html.find_all("option")] == ["Namur", "<Dinant>"]


@pytest.mark.parametrize(("name", "tag"), [("language", "select"), ("message", "textarea")])
def test_other_controls_are_drawn(name, tag):
    assert draw("{% field bound %}", bound=VisitForm()[name]).find(tag)["id"] == f"id_{name}"


def test_field_refuses_unknown_arguments_and_widths():
    with pytest.raises(TemplateSyntaxError):
        draw("{% field form.email colour='pink' %}", form=VisitForm())
    with pytest.raises(ValueError, match="width"):
        draw("{% field form.email width='huge' %}", form=VisitForm())


def test_summary_links_every_error_to_its_field():
    form = wrong()
    html = draw("{% error_summary form %}{{ form }}", form=form)
    summary = html.find(id="erreurs")
    targets = [link["href"].removeprefix("#") for link in summary.find_all("a")]
    assert targets == ["id_email", "id_mode_0", "id_consent"]
    assert all(html.find(id=target) for target in targets)


def test_summary_takes_the_focus_and_is_announced():
    summary = draw("{% error_summary form %}", form=wrong()).find(id="erreurs")
    assert (summary["role"], summary["tabindex"]) == ("alert", "-1")
    assert summary.has_attr("autofocus")
    assert summary.h2.get_text() == "4 points à corriger"


def test_summary_tells_errors_of_hidden_fields_without_link():
    form = VisitForm({"email": "a@example.org", "mode": "a", "consent": "on"})
    summary = draw("{% error_summary form %}", form=form).find(id="erreurs")
    assert summary.find("a") is None
    assert summary.h2.get_text() == "Un point à corriger"


def test_summary_of_a_good_form_is_silent():
    assert draw("{% error_summary form %}", form=VisitForm()).get_text(strip=True) == ""


def test_summary_refuses_unknown_arguments():
    with pytest.raises(TemplateSyntaxError):
        draw("{% error_summary form colour='pink' %}", form=wrong())


def test_form_draws_itself_with_our_fields():
    html = draw("{{ form }}", form=VisitForm())
    assert len(html.find_all(class_="field")) == 6
    assert html.find("input", type="hidden")["name"] == "nonce"
