"""Maps: an area, names to find one's way by, and markers that are links. Drawn here, so that they need no script."""

from collections.abc import Sequence
from functools import lru_cache
from html import escape
from typing import Any

from django.template import Library
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from maillage.ui.components.choices import one_of
from maillage.ui.maps.legend import Category, Sign
from maillage.ui.maps.outline import Outline, area
from maillage.ui.maps.points import MapPoint, Marker, grouped
from maillage.ui.maps.projection import HEIGHT, WIDTH, Frame, Spot, around, fitted
from maillage.ui.maps.towns import Box, Name, Town, placed, square

register = Library()

MAP_TONES = frozenset({"river", "clay", "muted"})
SHAPES = frozenset({"point", "area"})
RADIUS, WIDE_RADIUS = 12, 16  # of a marker with one or two figures and with more, in pixels; its border adds one
HALO = 3.5  # a group has a second line, so far from the first
SCALES = (1, 2, 5, 10, 20, 50, 100)  # km; the largest that is no longer than a quarter of the drawing
SCALE_BOX = Box(0, HEIGHT - 34, WIDTH / 3, HEIGHT)  # the corner where the scale stands
AREA_KM = 3  # radius of the ring of a thing whose address is not told: about that of a commune
MOST_NUMBERS = 6  # numbers said of a group
MOST_KEPT = 512  # maps drawn, some 8 kB each
LOOKS, TOLD = ("kind", "tone", "radius", "halo", "reach"), ("x", "y", "href", "name", "text")  # of a marker
EMPTY_KM = 40  # around the middle of a map without area nor points


@register.simple_tag
def area_map(
    points: Sequence[MapPoint],
    towns: Sequence[Town] = (),
    *,
    around_km: float | None = None,
    title: str = "",
    framed: bool = False,
) -> SafeString:
    """The area with a marker for each of `points`, those that would touch grouped, and the names of `towns`.

    `towns` are (name, latitude, longitude), the most useful first; names that would touch something are left out.
    `around_km` shows that many kilometres around the first point instead of the area. `title` is the map's name for
    those who do not see it. `framed`: in a frame of another site, which its links leave; they do not follow `<base>`.
    ValueError for a tone or a shape that does not exist.
    """
    drawn = _drawn(area(), tuple(points), tuple(towns), around_km, title or _("Carte"), get_language())
    return SafeString(drawn.replace("<a ", '<a target="_top" ')) if framed else drawn


@lru_cache(maxsize=MOST_KEPT)
def _drawn(
    outline: Outline,
    points: tuple[MapPoint, ...],
    towns: tuple[Town, ...],
    around_km: float | None,
    title: str,
    language: str | None,
) -> SafeString:
    """The same things at the same places are drawn once in each active `language`: people ask the same again."""
    return render_to_string("ui/components/area_map.html", _figure(outline, points, towns, around_km, title))


@register.simple_tag
def map_sign(legend: Sequence[Category], number: int) -> SafeString:
    """The sign of category `number` beside its name in a list; hidden from screen readers, to which the name says it."""
    return _sign_drawn(legend[number].sign)


@lru_cache(maxsize=MOST_KEPT)
def _sign_drawn(sign: Sign) -> SafeString:
    return render_to_string("ui/components/map_sign.html", {"sign": sign})


def _figure(
    outline: Outline, points: Sequence[MapPoint], towns: Sequence[Town], around_km: float | None, title: str
) -> dict[str, Any]:
    """What the template draws."""
    frame = _frame(points, outline, around_km)
    markers = [marker for marker in grouped(points, outline.plane, frame) if _seen(frame.pixels(marker.spot))]
    signs = [_sign(marker, frame, alone=len(points) == 1) for marker in markers]
    taken = [_taken(marker, sign, frame) for marker, sign in zip(markers, signs, strict=True)]
    names = placed(towns, outline.plane, frame, [*taken, SCALE_BOX])
    kinds = {sign["kind"] for sign in signs}
    return {
        "title": title,
        "width": str(WIDTH),
        "height": str(HEIGHT),
        "view_box": frame.view_box(),
        "path": outline.path,
        "scale": _scale(frame),
        "names": SafeString("".join(_written(name, frame) for name in names)),
        "signs": SafeString("".join(map(_marked, signs))),
        "has_group": "group" in kinds,
        "has_area": "area" in kinds,
    }


def _frame(points: Sequence[MapPoint], outline: Outline, around_km: float | None) -> Frame:
    """What is shown: so many km around the first point, or the area and all points, wherever they are."""
    spots = [outline.plane.spot(point.latitude, point.longitude) for point in points]
    if around_km is not None and spots:
        return around(spots[0], around_km)
    return fitted([*outline.corners, *spots]) if outline.corners or spots else around(Spot(0, 0), EMPTY_KM)


def _seen(pixels: Spot) -> bool:
    return 0 <= pixels.x <= WIDTH and 0 <= pixels.y <= HEIGHT


def _place(spot: Spot, frame: Frame) -> dict[str, str]:
    """Where on the drawing, in percent: the drawing grows with the page, what stands on it does not."""
    pixels = frame.pixels(spot)
    return {"x": f"{pixels.x / WIDTH:.1%}", "y": f"{pixels.y / HEIGHT:.1%}"}


def _written(name: Name, frame: Frame) -> str:
    """A name, and the dot of its town where no marker stands on it."""
    x, y = _place(name.spot, frame).values()
    dot = f'<circle cx="{x}" cy="{y}" r="2.5"/>' if name.dot else ""
    held = f'dx="{name.dx}" dy="{name.dy}" text-anchor="{name.anchor}"'
    return f'{dot}<text x="{x}" y="{y}" {held}>{escape(name.text)}</text>'


def _scale(frame: Frame) -> dict[str, str]:
    """A round number of kilometres and how wide it is, in percent of the drawing, from its margin."""
    km = max((km for km in SCALES if km * frame.pixels_per_km <= WIDTH / 4), default=SCALES[0])
    return {"km": str(km), "end": f"{0.05 + km * frame.pixels_per_km / WIDTH:.1%}"}


def _sign(marker: Marker, frame: Frame, *, alone: bool) -> dict[str, str]:
    """A marker as the template draws it. Kinds: `group`, `area`, `pin` (the only point, without number) or `point`."""
    first, many = marker.points[0], len(marker.points) > 1
    for point in marker.points:
        one_of("tone", point.tone, MAP_TONES)
        one_of("shape", point.shape, SHAPES)
    text = str(marker.count) if many or first.count is not None else "" if first.number is None else str(first.number)
    kind = "group" if many else "area" if first.shape == "area" else "pin" if alone and not text else "point"
    radius = _radius(kind, text, frame)
    return {
        "kind": kind,
        "tone": "river" if many else first.tone,
        "href": marker.href,
        "text": text,
        "name": _group_name(marker) if many else _point_name(first),
        "radius": f"{radius:.0f}",
        "halo": f"{radius + HALO:.1f}",
        "reach": f"{marker.reach:.0f}",
        **_place(marker.spot, frame),
    }


def _marked(sign: dict[str, str]) -> str:
    """A marker of the drawing: the frame of those that look like it, filled."""
    looks = tuple((fact, sign[fact]) for fact in LOOKS)
    return _marker(looks, bool(sign["href"]), bool(sign["text"])) % {fact: escape(sign[fact]) for fact in TOLD}


@lru_cache(maxsize=MOST_KEPT)
def _marker(looks: tuple[tuple[str, str], ...], linked: bool, numbered: bool) -> str:
    """A marker with holes for what is told of it: there are dozens on a map, and few kinds."""
    holes = {fact: f"%({fact})s" for fact in TOLD}
    sign = {**dict(looks), **holes, "href": holes["href"] * linked, "text": holes["text"] * numbered}
    return render_to_string("ui/components/map_marker.html", {"sign": sign})


def _radius(kind: str, text: str, frame: Frame) -> float:
    """Of the marker, in pixels: a ring is as large as a commune, the others as their number asks."""
    return max(RADIUS, AREA_KM * frame.pixels_per_km) if kind == "area" else RADIUS if len(text) < 3 else WIDE_RADIUS


def _taken(marker: Marker, sign: dict[str, str], frame: Frame) -> Box:
    """Where no name is written: the marker, and above a pin its head. Names may stand in a wide ring."""
    box = square(frame.pixels(marker.spot), float(sign["halo"]) if sign["kind"] == "group" else RADIUS + 1)
    return box._replace(top=box.top - 2 * RADIUS) if sign["kind"] == "pin" else box


def _point_name(point: MapPoint) -> str:
    """`3. Cours de français, Dinant`, and whether its address is kept silent."""
    name = point.label if point.number is None else f"{point.number}. {point.label}"
    return _("%(name)s (adresse non publiée)") % {"name": name} if point.shape == "area" else name


def _group_name(marker: Marker) -> str:
    """`4 résultats : Namur (1, 3, 7, 9)`: how many, where, their numbers while they are few, whose address is silent."""
    count = marker.count
    name = ngettext("%(count)d résultat", "%(count)d résultats", count) % {"count": count}
    if marker.places:
        name = _("%(results)s : %(places)s") % {"results": name, "places": _(", ").join(marker.places[:3])}
    numbers = [str(point.number) for point in marker.points if point.number is not None]
    if 0 < len(numbers) <= MOST_NUMBERS:
        name = f"{name} ({', '.join(numbers)})"
    silent = sum(point.shape == "area" for point in marker.points)
    return _("%(name)s, dont %(count)d sans adresse publiée") % {"name": name, "count": silent} if silent else name
