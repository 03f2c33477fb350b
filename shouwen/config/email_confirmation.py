"""The link in the letter to a new address: whoever is signed in takes the address as his."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from shouwen.apps.customers.access import actor_of
from shouwen.apps.people.actions import confirm_email
from shouwen.apps.people.actions.email import asked_for
from shouwen.policy.refusal import Refused
from shouwen.ui.door import answer


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def confirmation(request: HttpRequest, proof: str) -> HttpResponse:
    """Shows the address; the button takes it."""
    asked, person = asked_for(proof), request.user
    if asked is None or not person.is_authenticated or asked["person"] != person.pk:
        raise Http404
    if request.method != "POST":
        return render(request, "ui/email_confirmation.html", {"address": asked["address"]})
    try:
        address = confirm_email(actor_of(person), proof, at=timezone.now())
    except Refused as refused:
        return answer(request, refused)
    messages.success(request, _("Your e-mail address is %(address)s now.") % {"address": address})
    return redirect("console:me" if person.kind == "staff" else "portal:me")
