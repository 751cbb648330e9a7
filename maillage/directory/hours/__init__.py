"""Opening hours: read what people write, check OSM `opening_hours`, say when a door is open in Belgium."""

from maillage.directory.hours.osm import normalise, validate
from maillage.directory.hours.reading import Reading, read, read_all
from maillage.directory.hours.timetable import Timetable

__all__ = ["Reading", "Timetable", "normalise", "read", "read_all", "validate"]
