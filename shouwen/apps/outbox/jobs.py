"""Delivering what is due: what the timetable calls."""

import logging
import zlib
from collections.abc import Callable, Collection
from datetime import datetime, timedelta

from shouwen.apps.outbox import claim
from shouwen.apps.outbox.channels import ChannelDown, Failed, Later, NoRoute, Rejected, Sender, Withdrawn, senders
from shouwen.apps.outbox.models import Delivery, Rest, Suspension

BATCH = 10
ATTEMPTS = 8
FIRST_WAIT = 60
LONGEST_WAIT = 4 * 3600
CHANNEL_WAIT = timedelta(seconds=60)
SPREAD = 10

log = logging.getLogger(__name__)


def deliver(
    clock: Callable[[], datetime],
    batches: int = 20,
    *,
    only: Collection[str] | None = None,
    but: Collection[str] = (),
) -> int:
    """Send what is due, over these channels; the number sent. One that is down is left alone for a while."""
    if Suspension.objects.exists():
        return 0
    known = {name: sender for name, sender in senders().items() if (only is None or name in only) and name not in but}
    rests = dict(Rest.objects.filter(channel__in=known).values_list("channel", "until"))
    known = {name: sender for name, sender in known.items() if name not in rests or rests[name] <= clock()}
    sent = 0
    for _ in range(batches):
        claimed = claim.claim(known, clock(), BATCH)
        if not claimed:
            break
        for delivery in claimed:
            if delivery.channel not in known:
                claim.put_back(delivery, delivery.not_before, delivery.attempts, delivery.last_error)
                continue
            try:
                done = _attempt(delivery, known[delivery.channel], clock)
            except ChannelDown as why:
                del known[delivery.channel]
                _rest(delivery.channel, str(why), clock())
            else:
                sent += done
                if done and rests.pop(delivery.channel, None) is not None:
                    Rest.objects.filter(channel=delivery.channel).delete()
    return sent


def _rest(channel: str, why: str, now: datetime) -> None:
    told = {"until": now + CHANNEL_WAIT, "because": why[:300]}
    Rest.objects.update_or_create(channel=channel, defaults=told, create_defaults=told | {"since": now})


def _attempt(delivery: Delivery, send: Sender, clock: Callable[[], datetime]) -> bool:
    now = clock()
    if delivery.not_after is not None and now > delivery.not_after:
        claim.end(delivery, Delivery.State.STALE, now)
        return False
    if delivery.attempts >= ATTEMPTS:
        _bury(delivery, delivery.last_error or "given up", now)
        return False
    if not claim.begin(delivery, now, wait(delivery, _pause(delivery.attempts + 1), now)):
        return False
    try:
        send(delivery)
    except NoRoute:
        claim.end(delivery, Delivery.State.NO_ROUTE, clock())
    except Withdrawn as why:
        claim.end(delivery, Delivery.State.WITHDRAWN, clock(), str(why))
    except Rejected as why:
        _bury(delivery, str(why), clock())
    except Later as why:
        claim.put_back(delivery, wait(delivery, SPREAD, why.until), delivery.attempts - 1, delivery.last_error)
    except ChannelDown as why:
        claim.put_back(delivery, delivery.not_before, delivery.attempts - 1, str(why))
        raise
    except Failed as why:
        _put_off(delivery, str(why), clock())
    except Exception as error:  # a sender may fail in any way, and must not stop the others
        _put_off(delivery, f"{type(error).__name__}: {error}", clock())
    else:
        return claim.end(delivery, Delivery.State.SENT, clock())
    return False


def _put_off(delivery: Delivery, fault: str, now: datetime) -> None:
    if delivery.attempts >= ATTEMPTS:
        _bury(delivery, fault, now)
        return
    claim.put_back(delivery, wait(delivery, _pause(delivery.attempts), now), delivery.attempts, fault)
    log.warning("delivery %s failed, try %s: %s", delivery.key, delivery.attempts, fault)


def _bury(delivery: Delivery, why: str, now: datetime) -> None:
    claim.end(delivery, Delivery.State.DEAD, now, why)
    log.error("delivery %s is given up: %s", delivery.key, why)


def _pause(attempts: int) -> int:
    return int(min(FIRST_WAIT * 2 ** (attempts - 1), LONGEST_WAIT))


def wait(delivery: Delivery, seconds: int, now: datetime) -> datetime:
    """Between three and five quarters of the time, by the key: a crowd that failed together does not come together."""
    share = zlib.crc32(f"{delivery.key}#{delivery.attempts}".encode()) % 500
    return now + timedelta(seconds=seconds * (750 + share) / 1000)
