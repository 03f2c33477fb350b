"""The pages of a fax: TIFF, in which most gateways send them, is written anew as a PDF that everybody can open."""

import io
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image

from shouwen.apps.channels.mail.reading import File
from shouwen.apps.files.actions import PIXEL_LIMIT

TIFF = (b"II*\x00", b"MM\x00*")
# Nobody faxes more; what claims to is a bomb, or a machine that is stuck.
MOST_PAGES = 60
MOST_PIXELS = 6 * PIXEL_LIMIT


@dataclass(frozen=True)
class Pages:
    """A file as it is kept. `count` 0: nobody has counted. `why`: the code with which it is left out, or ""."""

    file: File
    count: int = 0
    why: str = ""


def pages_of(file: File) -> Pages:
    """A TIFF as PDF; anything else as it is."""
    if not file.content.startswith(TIFF):
        return Pages(file)
    try:
        content, count = _redrawn(file.content)
    except (_TooLargeError, Image.DecompressionBombError):
        return Pages(file, why="picture_too_large")
    except Exception:  # a hostile picture may fail in any way the decoder can
        return Pages(file, why="picture_broken")
    stem = file.name.rpartition(".")[0] if file.name.lower().endswith((".tif", ".tiff")) else file.name
    return Pages(File(f"{stem or 'fax'}.pdf", content), count)


class _TooLargeError(Exception):
    pass


def _redrawn(content: bytes) -> tuple[bytes, int]:
    with Image.open(io.BytesIO(content), formats=["TIFF"]) as picture:
        count = int(getattr(picture, "n_frames", 1))
        if count > MOST_PAGES:
            raise _TooLargeError
        out = io.BytesIO()
        for number, page in enumerate(_drawn(picture, count)):
            # Appended one by one: a list of pages would be in memory all at once.
            page.save(out, "PDF", append=number > 0, resolution=200)
    return out.getvalue(), count


def _drawn(picture: Image.Image, count: int) -> Iterator[Image.Image]:
    """Page by page, never all at once."""
    drawn = 0
    for number in range(count):
        picture.seek(number)
        size = picture.width * picture.height
        drawn += size
        if size > PIXEL_LIMIT or drawn > MOST_PIXELS:
            raise _TooLargeError
        page = picture.convert("1" if picture.mode == "1" else "L")
        across, down = _density(picture)
        if across > 1.5 * down:
            # A coarse fax has half as many lines as dots.
            page = page.resize((page.width, round(page.height * across / down)))
        yield page


def _density(picture: Image.Image) -> tuple[float, float]:
    try:
        across, down = (float(each) for each in picture.info.get("dpi", (1, 1)))
    except (TypeError, ValueError):
        return 1, 1
    return (across, down) if 1 <= down <= across <= 4 * down else (1, 1)
