from maillage.website.views.communes import commune, territory
from maillage.website.views.doors import space, space_in_language, start

__all__ = ["commune", "space", "space_in_language", "start", "territory"]
