"""What the directory adds to the office."""

from wagtail.snippets.models import register_snippet

from maillage.directory.office import DirectoryGroup

register_snippet(DirectoryGroup)
