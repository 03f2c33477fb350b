"""What was covered on a card, as it came: asked for with a reason, shown for five minutes."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from shouwen.apps.tickets.actions.original import open_original, original_on, read_original
from shouwen.console.frame.guard import reads, reads_and_acts
from shouwen.console.frame.original import Place, original_page
from shouwen.ui.door import Visit
from shouwen.ui.original_answer import original_answer


@reads_and_acts
def original(visit: Visit, number: str, original_id: UUID) -> HttpResponse:
    """The question for a reason; while it is open, the original itself."""
    found = original_on(visit.actor, number, original_id)
    place = Place(
        here="queue",
        title=_("Original on %(number)s") % {"number": number},
        back=number,
        back_url=reverse("console:card", args=[number]),
        content_url=reverse("console:original_content", args=[number, found.pk]),
    )
    return original_page(
        visit, found, place, lambda why: open_original(visit.actor, number, original_id, why, at=visit.now)
    )


@reads
def original_content(visit: Visit, number: str, original_id: UUID) -> HttpResponse:
    """The bytes of a file that this person has opened: a picture is shown, anything else is a download."""
    found, content = read_original(visit.actor, number, original_id, now=visit.now)
    return original_answer(found, content)
