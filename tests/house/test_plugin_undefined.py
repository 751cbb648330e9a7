"""A template of ours cannot name what is not there."""

import pytest
from django.template import Context, Origin, Template, engines

from tests.plugins.undefined import PACKAGES, UndefinedVariable

WRONG = [
    "{{ nothing }}",
    "{{ nothing|upper }}",
    "{{ event.nothing }}",
    "{% with other=nothing %}{% endwith %}",
    "{% if event %}{{ nothing }}{% endif %}",
    "{% load i18n %}{% blocktranslate %}Bonjour {{ nothing }}{% endblocktranslate %}",
    "{% load i18n %}{% blocktranslate with name=nothing %}Bonjour {{ name }}{% endblocktranslate %}",
]
RIGHT = {
    "{{ event.title }}": "Plénière",
    "{{ event.empty }}": "",
    '{{ nothing|default:"rien" }}': "rien",
    '{{ nothing|default_if_none:"" }}': "",
    "{% if nothing %}oui{% else %}non{% endif %}": "non",
    "{% if event.nothing == 1 %}oui{% else %}non{% endif %}": "non",
    "{% for one in nothing %}{{ one }}{% empty %}aucun{% endfor %}": "aucun",
    "{% firstof nothing event.title %}": "Plénière",
    "{% load i18n %}{% blocktranslate with t=event.title %}À la {{ t }}{% endblocktranslate %}": "À la Plénière",
    "{% load i18n %}{% blocktranslate count n=places %}un{% plural %}{{ n }}{% endblocktranslate %}": "2",
}
GIVEN = {"event": {"title": "Plénière", "empty": ""}, "places": 2}


@pytest.mark.parametrize("source", WRONG)
def test_undefined_variable_fails(source):
    with pytest.raises(UndefinedVariable, match="nothing"):
        engines["django"].from_string(source).render(GIVEN)


@pytest.mark.parametrize("source", RIGHT)
def test_variable_that_may_be_absent_passes(source):
    assert engines["django"].from_string(source).render(GIVEN) == RIGHT[source]


def test_template_of_a_package_is_left_alone():
    template = Template("[{{ nothing }}]", Origin(str(PACKAGES / "wagtail" / "page.html")))
    assert template.render(Context()) == "[]"
