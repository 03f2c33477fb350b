"""What a person may change about himself."""

from django.conf import settings

from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.people.models import User
from shouwen.policy.refusal import Refused


@act
def choose_language(user: User, language: str) -> None:
    """Keep the language in which this person reads. Refused `unknown_language` for any other."""
    if language not in dict(settings.LANGUAGES):
        raise Refused("unknown_language", field="language")
    User.objects.filter(pk=user.pk).update(language=language)
    user.language = language
