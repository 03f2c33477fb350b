"""Every address of the product."""

from allauth.account import views as account
from django.urls import include, path

from shouwen.config import entrance, first_run, health

urlpatterns = [
    path("", entrance.entrance, name="entrance"),
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("setup/<str:token>/", first_run.setup, name="setup"),
    path("language/", entrance.language, name="language"),
    path("console/", include("shouwen.console.urls")),
    path("portal/", include("shouwen.portal.urls")),
    # Only these of allauth's pages: accounts are made by the vendor.
    path("accounts/login/", account.login, name="account_login"),
    path("accounts/logout/", account.logout, name="account_logout"),
    path("accounts/inactive/", account.account_inactive, name="account_inactive"),
    path("accounts/password/change/", account.password_change, name="account_change_password"),
]

handler400 = "shouwen.ui.errors.bad_request"
handler403 = "shouwen.ui.errors.forbidden"
handler404 = "shouwen.ui.errors.not_found"
handler500 = "shouwen.ui.errors.server_error"
