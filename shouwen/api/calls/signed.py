"""An exchange that signs with the secret that both know."""

from django.conf import settings
from django.http import HttpRequest

from shouwen.api.frame.signed import FEWEST, SIGNATURE, check_signed


class Signed:
    """None without a signature, so that a token is asked for; 401 for one that does not hold."""

    def __call__(self, request: HttpRequest) -> bool | None:
        if request.headers.get(SIGNATURE) is None:
            return None
        secret = settings.CALLS_SECRET
        check_signed(request, [secret.encode()] if len(secret) >= FEWEST else [])
        return True
