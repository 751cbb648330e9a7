"""The image of an event. Its sizes are made when the event is saved; where one is missing, the image itself is sent."""

import mimetypes

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from maillage.agenda.rules.pictures import WIDTHS, size_of
from maillage.agenda.views.events import visible_event

ONE_DAY = 24 * 60 * 60


@require_safe
def event_image(request: HttpRequest, slug: str, width: int) -> HttpResponseBase:
    """The image of an event, as wide as a phone or a desk shows it."""
    event = visible_event(request, slug, "page")
    if event.image is None or width not in WIDTHS:
        raise Http404
    made = event.image.renditions.filter(filter_spec=size_of(width)).order_by("pk").first()
    file = made.file if made else event.image.file
    try:
        opened = file.open("rb")
    except OSError:
        raise Http404 from None
    kind, _encoding = mimetypes.guess_type(file.name)
    reach = "public" if request.user.is_anonymous else "private"
    headers = {"Cache-Control": f"{reach}, max-age={ONE_DAY}"}
    return FileResponse(opened, content_type=kind or "application/octet-stream", headers=headers)
