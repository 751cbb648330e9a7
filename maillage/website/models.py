from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page

from maillage.website.selectors import next_events, page_urls


class HomePage(Page):
    """The first page in one language. Its title is the sentence that welcomes."""

    intro = models.CharField(_("phrase d’accueil"), max_length=240, blank=True)

    max_count_per_parent = 1
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[str]] = ["website.TextPage"]
    content_panels = [*Page.content_panels, FieldPanel("intro")]
    template = "website/home.html"

    class Meta:
        verbose_name = _("page d’accueil")
        verbose_name_plural = _("pages d’accueil")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The page, its translations and the next meetings."""
        context = super().get_context(request, *args, **kwargs)
        return {**context, "page_urls": page_urls(self, request), **next_events(request.user)}


class TextPage(Page):
    """A page of text: trust pages, presentations."""

    intro = models.CharField(_("chapeau"), max_length=300, blank=True)
    body = RichTextField(_("texte"), features=["h2", "h3", "bold", "italic", "ol", "ul", "link", "hr"])

    parent_page_types: ClassVar[list[str]] = ["website.HomePage", "website.TextPage"]
    content_panels = [*Page.content_panels, FieldPanel("intro"), FieldPanel("body")]
    template = "website/text.html"

    class Meta:
        verbose_name = _("page de texte")
        verbose_name_plural = _("pages de texte")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The page and its translations."""
        context = super().get_context(request, *args, **kwargs)
        return {**context, "page_urls": page_urls(self, request)}
