"""A person's own password, by the link that he was given; good for one use."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from shouwen.apps.people.actions import set_password
from shouwen.apps.people.actions.password import link_of
from shouwen.config.first_run import PasswordPair
from shouwen.policy.refusal import Refused


@never_cache
@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "HEAD", "POST"])
def new_password(request: HttpRequest, secret: str) -> HttpResponse:
    """Set it, then sign in with it."""
    link = link_of(secret, timezone.now())
    if link is None:
        raise Http404
    form = PasswordPair(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            set_password(secret, form.cleaned_data["password"], at=timezone.now())
        except Refused as refused:
            if refused.code != "password_weak":
                raise Http404 from None
            form.add_error("password", str(refused.facts["why"]))
        else:
            return redirect("account_login")
    status = 422 if form.is_bound else 200
    return render(request, "ui/new_password.html", {"form": form, "person": link.user}, status=status)
