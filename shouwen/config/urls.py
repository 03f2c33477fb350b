"""Every address of the product."""

from django.urls import include, path

urlpatterns = [
    path("accounts/", include("allauth.account.urls")),
]

handler400 = "shouwen.ui.errors.bad_request"
handler403 = "shouwen.ui.errors.forbidden"
handler404 = "shouwen.ui.errors.not_found"
handler500 = "shouwen.ui.errors.server_error"
