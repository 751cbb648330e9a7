"""The directory for everybody: finding, and one record in the reader's language."""

from maillage.directory.views.records import (
    organization,
    organization_vcard,
    service,
    service_qr,
    service_vcard,
)
from maillage.directory.views.search import search

__all__ = ["organization", "organization_vcard", "search", "service", "service_qr", "service_vcard"]
