"""The directory for everybody: finding, one record in the reader's language, directories, maps."""

from maillage.directory.views.directories import (
    directories,
    directory,
    directory_pdf,
    directory_sheet,
    edition_pdf,
    editions,
)
from maillage.directory.views.geojson import map_points
from maillage.directory.views.map_paper import map_pdf
from maillage.directory.views.maps import map_embed, map_ground, maps, operator_map
from maillage.directory.views.records import (
    organization,
    organization_vcard,
    service,
    service_qr,
    service_vcard,
)
from maillage.directory.views.search import search

__all__ = [
    "directories",
    "directory",
    "directory_pdf",
    "directory_sheet",
    "edition_pdf",
    "editions",
    "map_embed",
    "map_ground",
    "map_pdf",
    "map_points",
    "maps",
    "operator_map",
    "organization",
    "organization_vcard",
    "search",
    "service",
    "service_qr",
    "service_vcard",
]
