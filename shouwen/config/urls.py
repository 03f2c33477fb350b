"""Every address of the product."""

from django.urls import include, path

from shouwen.config import first_run, health

urlpatterns = [
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("setup/<str:token>/", first_run.setup, name="setup"),
    path("accounts/", include("allauth.account.urls")),
]

handler400 = "shouwen.ui.errors.bad_request"
handler403 = "shouwen.ui.errors.forbidden"
handler404 = "shouwen.ui.errors.not_found"
handler500 = "shouwen.ui.errors.server_error"
