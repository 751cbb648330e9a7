"""Blocks with a body: card, notice, outcome, summary, facts, empty state.

The body is a piece of template and arrives here already rendered and escaped.
"""

from datetime import datetime

from django.template import Library
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from maillage.ui import icons
from maillage.ui.components.choices import LEVELS, TONES, one_of

register = Library()


@register.simple_block_tag
def card(
    content: str,
    title: str,
    href: str = "",
    *,
    level: int = 2,
    when: datetime | None = None,
    past: bool = False,
    language: str = "",
) -> SafeString:
    """One thing of a list; the whole card leads to `href`; with `when` it shows a big date.

    `language` is that of the title, where it may differ from the page's.
    """
    return render_to_string(
        "ui/components/card.html",
        {
            "content": content,
            "title": title,
            "href": href,
            "level": one_of("level", level, LEVELS),
            "when": when,
            "past": past,
            "language": language,
        },
    )


@register.simple_block_tag
def notice(content: str, tone: str = "info", title: str = "", *, level: int = 2, live: bool = False) -> SafeString:
    """A message in the page; `live` has it read out at once (after an act of the reader only)."""
    return render_to_string(
        "ui/components/notice.html",
        {
            "content": content,
            "tone": tone,
            "sign": TONES[one_of("tone", tone, TONES)],
            "title": title,
            "level": one_of("level", level, LEVELS),
            "live": live,
        },
    )


@register.simple_block_tag
def outcome(content: str, tone: str, title: str, *, sign: str = "", level: int = 1) -> SafeString:
    """What has just happened, said large. It bears the page's h1 unless `level` says otherwise."""
    return render_to_string(
        "ui/components/outcome.html",
        {
            "content": content,
            "tone": tone,
            "title": title,
            "sign": sign or TONES[one_of("tone", tone, TONES)],
            "level": one_of("level", level, LEVELS | {1}),
        },
    )


@register.simple_block_tag
def quick_summary(content: str, title: str) -> SafeString:
    """The answer above the fold: facts and the one thing to do. Stands in an `<aside>` of `.beside`."""
    return render_to_string("ui/components/quick_summary.html", {"content": content, "title": title})


@register.simple_block_tag
def facts(content: str, *, compact: bool = False) -> SafeString:
    """A list of `{% fact %}`; `compact` (in cards) hides the names of the facts from the eye only."""
    return render_to_string("ui/components/facts.html", {"content": content, "compact": compact})


@register.simple_block_tag
def fact(content: str, sign: str, name: str) -> SafeString:
    """One fact inside `{% facts %}`: a sign, its name, what it is."""
    return render_to_string(
        "ui/components/fact.html", {"content": content, "sign": one_of("icon", sign, icons.NAMES), "name": name}
    )


@register.simple_block_tag
def empty_state(content: str, title: str, *, level: int = 2) -> SafeString:
    """Nothing here, and what to do next: the body must hold a way out."""
    return render_to_string(
        "ui/components/empty_state.html",
        {"content": content, "title": title, "level": one_of("level", level, LEVELS)},
    )
