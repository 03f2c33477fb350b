"""What a person may change about himself."""

from datetime import datetime

from django.conf import settings

from shouwen.apps.ledger.actions import append
from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.people.models import User
from shouwen.policy.refusal import Refused


@act
def choose_language(user: User, language: str, *, at: datetime) -> None:
    """Keep the language in which this person reads. Refused `unknown_language` for any other."""
    if language not in dict(settings.LANGUAGES):
        raise Refused("unknown_language", field="language")
    person = User.objects.select_for_update().get(pk=user.pk)
    person.language = language
    person.save(update_fields=["language"])
    append(
        subject=("person", user.pk), actor=(user.kind, user.pk), code="person.language_chosen", at=at, language=language
    )
    user.language = language
