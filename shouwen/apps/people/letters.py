"""The letter that asks whether an address is right."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from shouwen.apps.outbox.channels import Withdrawn
from shouwen.apps.outbox.email import Letter, post
from shouwen.apps.outbox.models import Delivery
from shouwen.apps.people.actions.email import proof_of
from shouwen.apps.people.models import User


def send(delivery: Delivery) -> None:
    """Send it, unless the person has left or has another address by now."""
    payload = delivery.payload
    person = User.objects.filter(pk=payload["person"], is_active=True, email=payload["before"]).first()
    if person is None:
        raise Withdrawn("not wanted any more")
    post(letter(person, payload["address"], proof_of(payload)), delivery.key)


def letter(person: User, address: str, proof: str) -> Letter:
    """In the language that the person chose; in both, Chinese first, when he chose none."""
    chosen = [person.language] if person.language else [code for code, _name in settings.LANGUAGES]
    written = []
    for language in chosen:
        with translation.override(language):
            please = gettext("%(name)s, please confirm that this address is yours: sign in and open")
            lines = [
                please % {"name": person.name},
                settings.SITE_URL + reverse("email_confirmation", args=[proof]),
                "",
                gettext("The link works for a day. If you did not ask for it, leave this letter."),
            ]
            written.append((gettext("Please confirm your e-mail address"), "\n".join(lines)))
    return Letter(address, written[0][0], "\n\n".join(text for _subject, text in written) + "\n")
