"""What the timetable calls."""

from datetime import datetime, timedelta

from django.conf import settings

# Nobody writes at one file for so long: what is older was left by a process that was killed.
ABANDONED = timedelta(hours=1)


def sweep(now: datetime) -> int:
    """Remove what was half written when its writer was killed; the number of files. Whole ones stay."""
    oldest = (now - ABANDONED).timestamp()
    left = [path for path in settings.FILES_ROOT.glob("*/*.part") if path.stat().st_mtime < oldest]
    for path in left:
        path.unlink(missing_ok=True)
    return len(left)
