"""Every address of the site. Pages stand under their language; machines' doors do not."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.conf.urls.static import static
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from maillage.accounts.doors import page_sign_in
from maillage.api import urls as api_urls
from maillage.core.views import health
from maillage.website.views import commune, space_in_language, territory

handler400 = "maillage.ui.errors.bad_request"
handler403 = "maillage.ui.errors.permission_denied"
handler404 = "maillage.ui.errors.page_not_found"
handler500 = "maillage.ui.errors.server_error"

urlpatterns = [
    path("sante", health, name="health"),
    path("", include("maillage.core.urls")),
    path("api/", include(api_urls)),
    path("gestion/", include("maillage.accounts.office_urls")),
    path("gestion/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("", include("maillage.website.urls")),
    *(static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT) if settings.DEBUG else []),
]
urlpatterns += i18n_patterns(
    path("compte/", include("maillage.accounts.urls")),
    path("espace/", space_in_language, name="space_in_language"),
    path("_util/login/", page_sign_in, name="wagtailcore_login"),
    path("ui/", include("maillage.ui.urls")),
    path("territoire/", territory, name="territory"),
    path("territoire/<slug:nis>/", commune, name="commune"),
    path("", include("maillage.directory.urls")),
    path("", include("maillage.agenda.urls")),
    path("", include(wagtail_urls)),
)
