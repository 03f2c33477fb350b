"""Rules for passwords, in our own words in both languages."""

from typing import Any

from django.contrib.auth import password_validation as rules
from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from shouwen.apps.people.house_rules import house_rules
from shouwen.policy.password_profile import Profile, classes

LONGEST = 1024
NAMES = ("username", "name", "email")


class PasswordValidator:
    """Long enough, not too long to hash, not common, not the account's own name; and what the profile asks for."""

    def validate(self, password: str, user: Any = None) -> None:
        profile = house_rules(timezone.now()).passwords
        if not profile.shortest <= len(password) <= LONGEST:
            raise ValidationError(_("Please use %(shortest)s to %(longest)s characters."), params=_limits(profile))
        if classes(password) < profile.classes:
            raise ValidationError(_("Please mix three of these: small letters, capitals, figures, other characters."))
        for rule, words in (
            (rules.CommonPasswordValidator(), _("This password is too common.")),
            (
                rules.UserAttributeSimilarityValidator(user_attributes=NAMES),
                _("This password is too much like your name or account."),
            ),
        ):
            try:
                rule.validate(password, user)
            except ValidationError as error:
                raise ValidationError(words) from error
        if profile.history and user is not None and _was_used(password, user, profile.history):
            raise ValidationError(_("This is one of your last %(count)s passwords."), params={"count": profile.history})

    def get_help_text(self) -> str:
        profile = house_rules(timezone.now()).passwords
        if profile.classes:
            return _(
                "At least %(shortest)s characters, not a common word; three of these: small letters, capitals, "
                "figures, other characters."
            ) % _limits(profile)
        return _("At least %(shortest)s characters, not a common word.") % _limits(profile)


def _was_used(password: str, user: Any, count: int) -> bool:
    return any(check_password(password, each) for each in [user.password, *user.former_passwords][:count])


def _limits(profile: Profile) -> dict[str, int]:
    return {"shortest": profile.shortest, "longest": LONGEST}
