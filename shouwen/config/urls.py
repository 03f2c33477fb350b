"""Every address of the product."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from django.urls import include, path

from shouwen.api.urls import api
from shouwen.config import email_confirmation, entrance, first_run, health, new_password

CODES = "accounts/second-factor/recovery-codes"
urlpatterns = [
    path("", entrance.entrance, name="entrance"),
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("setup/<str:token>/", first_run.setup, name="setup"),
    path("welcome/<str:secret>/", new_password.new_password, name="new_password"),
    path("language/", entrance.language, name="language"),
    path("console/", include("shouwen.console.urls")),
    path("portal/", include("shouwen.portal.urls")),
    path("api/v1/", api.urls),
    # Only these of allauth's pages: accounts are made by the vendor.
    path("accounts/login/", account.login, name="account_login"),
    path("accounts/logout/", account.logout, name="account_logout"),
    path("accounts/inactive/", account.account_inactive, name="account_inactive"),
    path("accounts/password/change/", account.password_change, name="account_change_password"),
    path("accounts/reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("accounts/email/<str:proof>/", email_confirmation.confirmation, name="email_confirmation"),
    path("accounts/second-factor/", mfa.index, name="mfa_index"),
    path("accounts/second-factor/code/", mfa.authenticate, name="mfa_authenticate"),
    path("accounts/second-factor/code-again/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("accounts/second-factor/authenticator/", totp.activate_totp, name="mfa_activate_totp"),
    path("accounts/second-factor/authenticator/undo/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path(CODES + "/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(CODES + "/new/", recovery_codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path(CODES + ".txt", recovery_codes.download_recovery_codes, name="mfa_download_recovery_codes"),
]

handler400 = "shouwen.ui.errors.bad_request"
handler403 = "shouwen.ui.errors.forbidden"
handler404 = "shouwen.ui.errors.not_found"
handler500 = "shouwen.ui.errors.server_error"
