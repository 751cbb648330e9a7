"""The site's addresses and the bare view's."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import path

from bench.bare import bare
from maillage.config import urls

handler400, handler403 = urls.handler400, urls.handler403
handler404, handler500 = urls.handler404, urls.handler500
urlpatterns = [*i18n_patterns(path("nu/", bare)), *urls.urlpatterns]
