"""Rules for passwords, in our own words in both languages."""

from typing import Any

from django.contrib.auth import password_validation as rules
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

SHORTEST, LONGEST = 10, 1024


class PasswordValidator:
    """Long enough, not too long to hash, not all figures, not common, not the account's own name."""

    def validate(self, password: str, user: Any = None) -> None:
        if not SHORTEST <= len(password) <= LONGEST:
            raise ValidationError(_("Please use %(shortest)s to %(longest)s characters."), params=self._limits())
        if password.isdigit():
            raise ValidationError(_("Please do not use figures only."))
        for rule, words in (
            (rules.CommonPasswordValidator(), _("This password is too common.")),
            (rules.UserAttributeSimilarityValidator(), _("This password is too much like your name or account.")),
        ):
            try:
                rule.validate(password, user)
            except ValidationError as error:
                raise ValidationError(words) from error

    def get_help_text(self) -> str:
        return _("At least %(shortest)s characters, not a common word, not figures only.") % self._limits()

    def _limits(self) -> dict[str, int]:
        return {"shortest": SHORTEST, "longest": LONGEST}
