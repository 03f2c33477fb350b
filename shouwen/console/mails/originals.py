"""A page of a fax, or whatever was covered in a letter, as it came: who decides where it goes has to see it."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shouwen.apps.channels import actions, queries
from shouwen.apps.originals.queries import opened_content
from shouwen.console.frame.guard import reads, reads_and_acts
from shouwen.console.frame.original import Place, original_page
from shouwen.ui.door import Visit
from shouwen.ui.original_answer import original_answer


@reads_and_acts
def original(visit: Visit, mail: int, original_id: UUID) -> HttpResponse:
    """The question for a reason; while it is open, the original itself."""
    found = actions.original_of(queries.mail_of(visit.actor, mail), original_id)
    place = Place(
        here="mails",
        title=_("Original of a letter"),
        back=pgettext("room", "Mail in"),
        back_url=reverse("console:mail", args=[mail]),
        content_url=reverse("console:mail_original_content", args=[mail, found.pk]),
    )
    return original_page(
        visit, found, place, lambda why: actions.open_of_mail(visit.actor, mail, original_id, why, at=visit.now)
    )


@reads
def original_content(visit: Visit, mail: int, original_id: UUID) -> HttpResponse:
    """The bytes of a file that this person has opened."""
    found = actions.original_of(queries.mail_of(visit.actor, mail), original_id)
    return original_answer(found, opened_content(visit.actor, found, visit.now))
