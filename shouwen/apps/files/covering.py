"""What is written of a file instead of what it shows of a patient; the file as it came is kept sealed."""

import io
from collections.abc import Callable
from dataclasses import dataclass, replace

from PIL import Image, ImageFilter

from shouwen.policy.masking import mask
from shouwen.policy.originals import READ_THROUGH, Shows, is_sealed

# So few points are left of a picture's longer side that no letter can be read, and so many are shown.
POINTS, SHOWN = 24, 480
NOTE = (
    "含患者信息，或太长而无法逐行检查：原件已加密保存，按权限、写明理由后打开。\n"
    "It holds, or may hold, patients' data: the original is kept sealed and opened by right, with a reason.\n"
)


@dataclass(frozen=True)
class Looked:
    """A file that was looked at, and what will be written of it."""

    label: str
    content: bytes
    media_type: str
    size: tuple[int, int]
    is_picture: bool
    # Identifiers covered in the name and in the text.
    masked: int = 0
    # As it came, when that is to be sealed.
    original: bytes | None = None
    original_type: str = ""
    # Its own name; the covered file may have another.
    original_label: str = ""


def covered(looked: Looked, shows: Shows | None) -> Looked:
    """The same file as it may lie about (clause privacy.masked_on_save)."""
    sealed = is_sealed(shows, is_picture=looked.is_picture)
    if looked.is_picture:
        return _instead(looked, _blurred) if sealed else looked
    if looked.media_type != "text/plain":
        return _instead(looked, _noted) if sealed else looked
    if len(looked.content) > READ_THROUGH:
        return _instead(looked, _noted)
    text, encoding = decoded(looked.content)
    masked = mask(text)
    if not masked.count:
        return _instead(looked, lambda each: each) if sealed else looked
    done = replace(looked, content=masked.text.encode(encoding), masked=looked.masked + masked.count)
    return replace(done, original=looked.content, original_type=looked.media_type)


def decoded(content: bytes) -> tuple[str, str]:
    """A text and its encoding. UnicodeDecodeError when it is none."""
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return content.decode("gb18030"), "gb18030"


def _instead(looked: Looked, do: Callable[[Looked], Looked]) -> Looked:
    return replace(do(looked), original=looked.content, original_type=looked.media_type, original_label=looked.label)


def _noted(looked: Looked) -> Looked:
    return replace(looked, label=f"{looked.label[:150]}.txt", content=NOTE.encode(), media_type="text/plain")


def _blurred(looked: Looked) -> Looked:
    with Image.open(io.BytesIO(looked.content)) as picture:
        few = picture.convert("RGB")
        few.thumbnail((POINTS, POINTS))
        scale = SHOWN / max(few.size)
        size = max(1, round(few.width * scale)), max(1, round(few.height * scale))
        soft = few.resize(size, Image.Resampling.BICUBIC).filter(ImageFilter.GaussianBlur(6))
        out = io.BytesIO()
        soft.save(out, "JPEG", quality=70)
    return replace(looked, content=out.getvalue(), media_type="image/jpeg", size=size)
