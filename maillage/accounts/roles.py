"""What each role may do in the office, as data. Written into Django's groups after every migration.

A permission is `app.codename`, or `app.*` for all of an app. Rooms above are named, never imported.
"""

from typing import NamedTuple

from maillage.accounts.enums import Role


class Grant(NamedTuple):
    """Rights of one role: on models, on the whole page tree, on all images and documents."""

    models: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    collections: tuple[str, ...] = ()


_OFFICE = (
    "wagtailadmin.access_admin",
    "agenda.*",
    "directory.*",
    "core.view_outboxmessage",
    "core.change_outboxmessage",  # try again; the office never edits a mail
    "core.view_centre",
    "core.add_centre",
    "core.change_centre",
)
_PAGES = ("add_page", "change_page", "publish_page", "lock_page", "unlock_page")
_FILES = (
    "wagtailimages.add_image",
    "wagtailimages.change_image",
    "wagtailimages.choose_image",
    "wagtaildocs.add_document",
    "wagtaildocs.change_document",
    "wagtaildocs.choose_document",
)

GRANTS: dict[Role, Grant] = {
    Role.ADMINISTRATOR: Grant(
        models=(*_OFFICE, "accounts.*", "territory.*", "core.view_auditentry"), pages=_PAGES, collections=_FILES
    ),
    Role.COORDINATOR: Grant(models=_OFFICE, pages=_PAGES, collections=_FILES),
    Role.CARRIER_SECRETARY: Grant(),
    Role.PARTNER_MEMBER: Grant(),
    Role.POLICY_MAKER: Grant(),
}
