"""`{% load ui %}`: every component and filter of the site. Look at them in the gallery, `/fr/ui/`."""

from django.template import Library

from maillage.ui.components import actions, blocks, fields, frame, live_map, maps, paths, signs

register = Library()
for part in (signs, actions, blocks, fields, paths, maps, live_map, frame):
    register.tags.update(part.register.tags)
    register.filters.update(part.register.filters)
