"""The look of the site as a Django application."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Components, frame, gallery and error pages; no model."""

    name = "maillage.ui"
    label = "ui"
