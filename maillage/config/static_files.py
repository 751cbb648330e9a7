"""Which static files are gathered: not the readable copies that packages bring, half a megabyte each to compress."""

from django.contrib.staticfiles.apps import StaticFilesConfig


class GatheredFilesConfig(StaticFilesConfig):
    """Django's own, without the sources of Leaflet beside the file that pages load."""

    ignore_patterns = [*StaticFilesConfig.ignore_patterns, "leaflet-src*"]
