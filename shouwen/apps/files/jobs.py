"""What the timetable calls: are the bytes on disk still those that were stored, and what was left half written?"""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import F, Q

from shouwen.apps.files.models import StoredFile
from shouwen.apps.files.store import DamagedError, opened
from shouwen.apps.ledger.actions import append
from shouwen.apps.ledger.unit_of_work import act

# Every file once a day, a few at a time: other jobs wait meanwhile.
EVERY = timedelta(days=1)
BATCH = 20
SUBJECT = ("files", 1)
# Nobody writes at one file for so long: what is older was left by a process that was killed.
ABANDONED = timedelta(hours=1)

log = logging.getLogger(__name__)


def scrub(now: datetime) -> int:
    """Look at the files that nobody has looked at for a day; how many it were."""
    due = StoredFile.objects.filter(Q(checked_at=None) | Q(checked_at__lt=now - EVERY))
    found = list(due.order_by(F("checked_at").asc(nulls_first=True), "pk")[:BATCH])
    for file in found:
        _note(file, is_whole=_is_whole(file), at=now)
    return len(found)


def sweep(now: datetime) -> int:
    """Remove what was half written when its writer was killed; the number of files. Whole ones stay."""
    oldest = (now - ABANDONED).timestamp()
    left = [path for path in settings.FILES_ROOT.glob("*/*.part") if path.stat().st_mtime < oldest]
    for path in left:
        path.unlink(missing_ok=True)
    return len(left)


def _is_whole(file: StoredFile) -> bool:
    try:
        opened(file.pk, file.sha256).close()
    except (DamagedError, OSError):
        return False
    return True


@act
def _note(file: StoredFile, *, is_whole: bool, at: datetime) -> None:
    """What was found; damage, and that it was mended, are on record."""
    rows = StoredFile.objects.filter(pk=file.pk)
    rows.update(checked_at=at)
    changed = rows.filter(damaged_since__isnull=not is_whole).update(damaged_since=None if is_whole else at)
    if changed:
        code = "file.whole_again" if is_whole else "file.damaged"
        append(subject=SUBJECT, actor=("system", None), code=code, at=at, file=file.pk.hex)
        log.error("File %s on disk: %s", file.pk, code)
