"""How often a token may be used, counted in the database for all processes; and keys that are not to be used twice."""

from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha256
from threading import Lock

from django.conf import settings
from django.db.models import F

from shouwen.apps.ledger.unit_of_work import act
from shouwen.apps.people.models import ApiToken, SentKey, TokenUse, User
from shouwen.policy.refusal import Refused

MINUTE = timedelta(minutes=1)
# Reads are drawn from the database by the handful, so that most of them write nothing.
HANDFUL = 20
USED_UP = -1
KEPT_USE = timedelta(minutes=10)

_in_hand: dict[tuple[int, datetime], int] = {}
_lock = Lock()


def spend(token: ApiToken, scope: str, at: datetime) -> int:
    """Take one use out of this minute's allowance: 0, or in how many seconds there is more.

    A process draws reads by the handful: together they never pass the limit, and may reach it a few uses early.
    """
    minute = at.replace(second=0, microsecond=0)
    wait = max(60 - at.second, 1)
    if scope != "read":
        return 0 if _draw(token, scope, minute, 1, settings.API_WRITES_A_MINUTE) else wait
    place = (token.pk, minute)
    with _lock:
        for old in [each for each in _in_hand if each[1] < minute - MINUTE]:
            del _in_hand[old]
        if _in_hand.get(place, 0) > 0:
            _in_hand[place] -= 1
            return 0
        if _in_hand.get(place) == USED_UP:
            return wait
    for handful in (HANDFUL, 1):
        if _draw(token, scope, minute, handful, settings.API_READS_A_MINUTE):
            with _lock:
                _in_hand[place] = _in_hand.get(place, 0) + handful - 1
            return 0
    # Who goes on asking is told so without another statement.
    with _lock:
        _in_hand[place] = USED_UP
    return wait


def forget_in_hand() -> None:
    """What this process has drawn and not used is lost."""
    with _lock:
        _in_hand.clear()


def _draw(token: ApiToken, scope: str, minute: datetime, count: int, limit: int) -> bool:
    rows = TokenUse.objects.filter(token=token, scope=scope, minute=minute, used__lte=limit - count)
    if rows.update(used=F("used") + count):
        return True
    TokenUse.objects.bulk_create([TokenUse(token=token, scope=scope, minute=minute)], ignore_conflicts=True)
    return bool(rows.update(used=F("used") + count))


def check_key(person: User, key: str, digest: str) -> None:
    """Refused `key_reused` when this key came with another request before."""
    known = SentKey.objects.filter(user=person, key=_hashed(key)).values_list("digest", flat=True).first()
    if known is not None and known != digest:
        raise Refused("key_reused")


def keep_key(person: User, key: str, digest: str, at: datetime) -> None:
    """Remember what came with a key, after it was done. Refused `key_reused` when another was quicker with it."""
    row = SentKey(user=person, key=_hashed(key), digest=digest, at=at)
    SentKey.objects.bulk_create([row], ignore_conflicts=True)
    check_key(person, key, digest)


@act
def do_once(person: User, key: str, digest: str, do: Callable[[], object], *, at: datetime) -> bool:
    """Carry out an act together with its key, in one transaction; False when the same request was done before.

    Refused `key_reused` with another request, and as the act itself: then the key is free again.
    """
    # Two at one moment meet at the unique row; the second is tried again and finds the first.
    known = SentKey.objects.filter(user=person, key=_hashed(key)).exists()
    if known:
        check_key(person, key, digest)
        return False
    SentKey.objects.create(user=person, key=_hashed(key), digest=digest, at=at)
    do()
    return True


def forget_spent(now: datetime) -> int:
    """Remove what no longer counts; how many rows it was."""
    spent, _ = TokenUse.objects.filter(minute__lt=now - KEPT_USE).delete()
    return spent


def _hashed(key: str) -> str:
    return sha256(key.encode()).hexdigest()
