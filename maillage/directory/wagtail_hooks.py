"""What the directory adds to the office."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.widgets.button import Button
from wagtail.snippets.models import register_snippet

from maillage.directory.models import Directory, Location, Organization, Service
from maillage.directory.office import DirectoryGroup
from maillage.directory.office.bulk import ACTIONS
from maillage.directory.office.merging import choose_url
from maillage.directory.selectors.hanging import in_the_way
from maillage.directory.selectors.selections import chosen_by

RECORDS = (Organization, Service, Location)
MOST_NAMED = 10

register_snippet(DirectoryGroup)
for action in ACTIONS:
    hooks.register("register_bulk_action", action)


@hooks.register("register_snippet_listing_buttons")
def merge_button(snippet: Any, _user: Any, next_url: str | None = None) -> Iterator[Button]:
    """A way from a record in a list to its merging."""
    if isinstance(snippet, RECORDS):
        yield Button(_("Fusionner avec…"), url=choose_url(snippet), icon_name="copy", priority=40)


@hooks.register("before_delete_snippet")
def keep_what_is_used(request: HttpRequest, instances: Iterable[Any]) -> HttpResponse | None:
    """Refuse to delete directories that were printed, and records that events, invitations or services of others need."""
    instances = list(instances)
    printed = [one for one in instances if isinstance(one, Directory) and one.editions.exists()]
    if printed:
        messages.error(request, _("Une édition ne change plus."))
        return redirect("directory_directories:editions", printed[0].pk)
    records = [instance for instance in instances if isinstance(instance, RECORDS)]
    stand = in_the_way(records)
    if not stand:
        return None
    names = ", ".join(stand[:MOST_NAMED]) + ("…" if len(stand) > MOST_NAMED else "")
    messages.error(
        request,
        _(
            "Rien n’est supprimé : on s’en sert encore dans %(names)s. Fusionnez la fiche avec une autre, ou retirez-la de là."
        )
        % {"names": names},
    )
    alone = AdminURLFinder(request.user).get_edit_url(records[0]) if len(records) == 1 else None
    return redirect(alone or records[0].snippet_viewset.get_url_name("list"))


@hooks.register("before_delete_snippet")
def keep_what_chooses(request: HttpRequest, instances: Iterable[Any]) -> HttpResponse | None:
    """Refuse to delete what a directory or a map chooses by: without it, it would show more than it was made for."""
    stand = [str(one) for instance in instances for one in chosen_by(instance)]
    if not stand:
        return None
    told = _("Rien n’est supprimé : %(names)s s’en sert pour choisir. Retirez-le d’abord de là.")
    messages.error(request, told % {"names": ", ".join(dict.fromkeys(stand))})
    return redirect(next(iter(instances)).snippet_viewset.get_url_name("list"))


@hooks.register("construct_snippet_action_menu")
def publish_first(menu_items: list[Any], _request: HttpRequest, context: dict[str, Any]) -> None:
    """Whoever may publish a record mostly wants to: the first button publishes, drafts and moderation come after."""
    if context.get("model") in {Organization, Service}:
        menu_items.sort(key=lambda item: item.name != "action-publish")
