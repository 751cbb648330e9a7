"""Each component: what it says, that it escapes, that it refuses what it does not know."""

from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup
from django.core.paginator import Paginator
from django.http import QueryDict
from django.template import Context, Template, TemplateSyntaxError
from django.utils import translation

from maillage.ui import icons
from maillage.ui.maps.legend import categories
from maillage.ui.maps.points import MapPoint
from maillage.ui.templatetags.ui import register

WHEN = datetime(2026, 11, 17, 8, 30, tzinfo=UTC)
END = datetime(2026, 11, 17, 15, 0, tzinfo=UTC)
NASTY = '<script>alert("x")</script>'
FRAME = {"main_navigation", "language_menu", "alternates", "font_preloads", "footer_links"}
FORMS = {"field", "error_summary"}

# One way to write each component, with a text `t` of the visitor in every place that takes one.
SAMPLES = {
    "icon": '{% icon "clock" label=t %}',
    "motif": "{% motif %}{{ t }}",
    "badge": '{% badge "good" t %}',
    "date_block": "{% date_block when %}{{ t }}",
    "moment": "{% moment when end %}{{ t }}",
    "hours": "{% hours when.time end.time %}{{ t }}",
    "button": "{% button t name=t value=t %}",
    "link_button": "{% link_button t t %}",
    "tile": '{% tile t t sign="key" text=t %}',
    "card": "{% card title=t href=t when=when %}{{ t }}{% endcard %}",
    "notice": '{% notice "warn" title=t %}{{ t }}{% endnotice %}',
    "outcome": '{% outcome "good" t %}{{ t }}{% endoutcome %}',
    "quick_summary": "{% quick_summary t %}{{ t }}{% endquick_summary %}",
    "facts": "{% facts %}{{ t }}{% endfacts %}",
    "fact": '{% fact "clock" t %}{{ t }}{% endfact %}',
    "empty_state": "{% empty_state t %}{{ t }}{% endempty_state %}",
    "pager": "{% pager page %}{{ t }}",
    "breadcrumb": "{% breadcrumb trail %}",
    "steps": "{% steps names 2 %}",
    "area_map": "{% area_map points towns title=t %}",
    "live_map": "{% live_map t t title=t legend=legend %}{{ t }}{% endlive_map %}",
    "map_legend": "{% map_legend legend %}",
    "map_sign": "{% map_sign legend 0 %}{{ t }}",
}


def render(source, **context):
    """The HTML of a piece of template that loads `ui`."""
    with translation.override("fr"):
        return Template("{% load ui %}" + source).render(Context(context))


def soup(source, **context):
    return BeautifulSoup(render(source, **context), "html.parser")


def everything(text):
    return {
        "t": text,
        "when": WHEN,
        "end": END,
        "page": Paginator(range(30), 10).page(2),
        "trail": [(text, text), (text, "")],
        "names": [text, text],
        "points": [MapPoint(50.5, 4.9, text, text, 1, place=text), MapPoint(50.2, 4.9, text, text, shape="area")],
        "towns": [(text, 50.3, 4.8)],
        "legend": categories([text]),
    }


def test_every_component_has_a_sample():
    assert set(SAMPLES) | FRAME | FORMS == set(register.tags)


@pytest.mark.parametrize("name", SAMPLES)
def test_component_escapes_what_visitors_write(name):
    html = render(SAMPLES[name], **everything(NASTY))
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


@pytest.mark.parametrize("name", SAMPLES)
def test_component_refuses_unknown_arguments(name):
    source = SAMPLES[name].replace(f"{{% {name}", f"{{% {name} colour='pink'", 1)
    with pytest.raises(TemplateSyntaxError, match="colour"):
        render(source, **everything("texte"))


@pytest.mark.parametrize(
    "source",
    [
        '{% icon "unicorn" %}',
        '{% icon "clock" size="huge" %}',
        '{% motif "round" %}',
        '{% badge "pink" "a" %}',
        '{% button "a" variant="round" %}',
        '{% link_button "a" "/" variant="round" %}',
        '{% tile "a" "/" sign="unicorn" %}',
        '{% card title="a" level=6 %}{% endcard %}',
        '{% notice "pink" %}{% endnotice %}',
        '{% outcome "pink" "a" %}{% endoutcome %}',
        '{% fact "unicorn" "a" %}{% endfact %}',
        "{% steps names 3 %}",
    ],
)
def test_component_refuses_unknown_choices(source):
    with pytest.raises(ValueError, match=r"none of|step"):
        render(source, names=["un", "deux"])


def test_icon_without_label_is_hidden_from_screen_readers():
    icon = soup('{% icon "clock" %}').svg
    assert icon["aria-hidden"] == "true"
    assert icon.use["href"].endswith("icons.svg#clock")


def test_icon_with_label_speaks():
    icon = soup('{% icon "clock" label="Horaire" %}').svg
    assert (icon["role"], icon["aria-label"]) == ("img", "Horaire")


def test_sprite_draws_every_named_icon_and_no_other():
    sprite = (icons_file()).read_text()
    drawn = {symbol["id"] for symbol in BeautifulSoup(sprite, "html.parser").find_all("symbol")}
    assert drawn == icons.NAMES


def icons_file():
    from maillage.ui.assets import SOURCES

    return SOURCES.parent / "icons.svg"


@pytest.mark.parametrize("tone", ["good", "warn", "bad", "info", "muted"])
def test_badge_never_speaks_by_colour_alone(tone):
    badge = soup("{% badge tone 'Ouvert' %}", tone=tone)
    assert badge.svg is not None
    assert badge.get_text(strip=True) == "Ouvert"


def test_date_block_is_the_local_day():
    late = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)
    block = soup("{% date_block when %}", when=late).time
    assert block["datetime"] == "2026-07-02"
    assert block.get_text(" ", strip=True) == "jeudi 2 juillet 2026"


def test_moment_carries_its_offset():
    time = soup("{% moment when end %}", when=WHEN, end=END).time
    assert time["datetime"] == "2026-11-17T09:30:00+01:00"
    assert time.get_text() == "mardi 17 novembre 2026, de\u00a09h30 à\u00a016h00"


def test_card_title_is_the_link():
    card = soup('{% card title="Plénière" href="/x/" level=3 %}Texte{% endcard %}').article
    assert card.h3.a["href"] == "/x/"
    assert soup('{% card title="Plénière" %}{% endcard %}').article.a is None


def test_notice_is_read_out_only_when_asked():
    assert soup('{% notice "info" live=True %}a{% endnotice %}').div["role"] == "status"
    assert not soup('{% notice "info" %}a{% endnotice %}').div.has_attr("role")


def test_outcome_bears_the_h1():
    assert soup('{% outcome "good" "Confirmé" %}{% endoutcome %}').h1.get_text() == "Confirmé"


def test_facts_are_a_list_of_definitions():
    facts = soup('{% facts %}{% fact "place" "Où" %}Wépion{% endfact %}{% endfacts %}').dl
    assert (facts.dt.get_text(), facts.dd.get_text()) == ("Où", "Wépion")


def test_link_button_can_bring_a_file():
    assert soup('{% link_button "ICS" "/a.ics" download=True %}').a.has_attr("download")
    assert not soup('{% link_button "Voir" "/a" %}').a.has_attr("download")


def test_pager_keeps_the_filters():
    page = Paginator(range(30), 10).page(2)
    links = soup("{% pager page query %}", page=page, query=QueryDict("commune=namur&page=2")).find_all("a")
    assert [link["href"] for link in links] == ["?commune=namur&page=1", "?commune=namur&page=3"]
    assert [link["rel"] for link in links] == [["prev"], ["next"]]


def test_pager_of_one_page_is_silent():
    assert render("{% pager page %}", page=Paginator(range(3), 10).page(1)).strip() == ""


def test_breadcrumb_marks_this_page():
    crumbs = soup("{% breadcrumb trail %}", trail=[("Accueil", "/"), ("Agenda", "")])
    assert crumbs.find(attrs={"aria-current": "page"}).get_text() == "Agenda"
    assert [link["href"] for link in crumbs.find_all("a")] == ["/"]


def test_steps_say_where_we_are():
    steps = soup("{% steps names 2 %}", names=["Vous", "Besoins", "Confirmer"])
    assert steps.find(attrs={"aria-current": "step"}).get_text(strip=True) == "Besoins"
    assert "Étape 2 sur 3" in steps.get_text()
    assert steps.find(attrs={"data-state": "done"}).svg["aria-label"] == "fait"


def test_french_signs_stay_on_the_line_of_their_word():
    said = render("{{ text|unbroken }}", text="Récits : « qui parle ? » <b>")
    assert said == "Récits\u00a0: «\u00a0qui parle\u00a0?\u00a0» &lt;b&gt;"
    assert render("{{ text|linebreaks|unbroken }}", text="Qui ? <b>") == "<p>Qui\u00a0? &lt;b&gt;</p>"
