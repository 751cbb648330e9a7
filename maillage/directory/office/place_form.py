"""The office's form of a place: the commune and the point are proposed from what is written, never imposed."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from maillage.directory.enums import GeocodeQuality
from maillage.territory.models import POSTCODE, Municipality
from maillage.territory.selectors.where import Gazetteer

WHERE = {"address", "postcode", "municipality"}
POINT = {"latitude", "longitude", "geocode_quality"}


class LocationForm(WagtailAdminModelForm):
    """A place."""

    def clean_postcode(self) -> str:
        """Four digits, or nothing."""
        postcode: str = self.cleaned_data["postcode"].strip()
        if postcode:
            POSTCODE(postcode)
        return postcode

    def clean(self) -> dict[str, Any]:
        """The postcode is one of the commune's; what is left empty is proposed."""
        data = super().clean() or {}
        self._check_point(data)
        if self.errors:
            return data
        gazetteer = Gazetteer.load()
        if data["municipality"]:
            self._check_postcode(gazetteer, data)
        elif data["postcode"]:
            self._propose_commune(gazetteer, data)
        if not self.errors:
            self._propose_point(gazetteer, data)
        return data

    def _check_point(self, data: dict[str, Any]) -> None:
        """Both coordinates or none; nobody confirms a point that is not there."""
        missing = [name for name in ("latitude", "longitude") if data.get(name) is None and name not in self.errors]
        if len(missing) == 1:
            self.add_error(missing[0], _("Donnez latitude et longitude ensemble, ou aucune des deux."))
        elif missing and data.get("geocode_quality") == GeocodeQuality.CONFIRMED:
            self.add_error("geocode_quality", _("Donnez le point que vous confirmez."))

    def _check_postcode(self, gazetteer: Gazetteer, data: dict[str, Any]) -> None:
        commune, postcode = data["municipality"], data["postcode"]
        right = gazetteer.right_postcodes(commune)
        if not postcode or not right or postcode in right:
            return
        told = _("%(postcode)s n’est pas un code postal de %(commune)s, qui a : %(right)s.")
        facts = {"postcode": postcode, "commune": commune, "right": ", ".join(right)}
        self.add_error("postcode", " ".join([told % facts, _leads_to(gazetteer, postcode)]).strip())

    def _propose_commune(self, gazetteer: Gazetteer, data: dict[str, Any]) -> None:
        found = gazetteer.of_postcode(data["postcode"])
        commune = found[0] if len(found) == 1 else gazetteer.locate(data["postcode"], "", data["address"]).municipality
        if commune is None and found:
            self.add_error("municipality", _leads_to(gazetteer, data["postcode"]) + " " + _("Choisissez la commune."))
        data["municipality"] = commune

    def _propose_point(self, gazetteer: Gazetteer, data: dict[str, Any]) -> None:
        """A point where there is none, and where the one of before was proposed for another address."""
        moved = bool(WHERE & set(self.changed_data)) and not POINT & set(self.changed_data)
        proposed = data["geocode_quality"] in {GeocodeQuality.LOCALITY, GeocodeQuality.MUNICIPALITY}
        commune: Municipality | None = data["municipality"]
        place = gazetteer.locate(data["postcode"], commune.name if commune else "", data["address"])
        if place.municipality == commune:
            self.instance.locality = place.locality
        if data["latitude"] is None or (moved and proposed):
            data["latitude"], data["longitude"] = place.latitude, place.longitude
            data["geocode_quality"] = GeocodeQuality(place.quality.value)


def _leads_to(gazetteer: Gazetteer, postcode: str) -> str:
    """Which communes a postcode is of, as a sentence; nothing when it is of none that we know."""
    names = ", ".join(commune.name for commune in gazetteer.of_postcode(postcode))
    return _("%(postcode)s est à : %(communes)s.") % {"postcode": postcode, "communes": names} if names else ""
