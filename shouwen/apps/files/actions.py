"""Taking in a file: what it is is read from its bytes; pictures are decoded and written anew."""

import contextlib
import hashlib
import io
import logging
import unicodedata
import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypeAlias

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from PIL import Image, ImageOps

from shouwen.apps.files.covering import Looked, covered, decoded
from shouwen.apps.files.models import StoredFile
from shouwen.apps.files.store import write
from shouwen.apps.originals.actions import keep
from shouwen.policy.masking import mask
from shouwen.policy.originals import Shows, is_answer_missing
from shouwen.policy.refusal import Refused
from shouwen.policy.roles import Actor

log = logging.getLogger(__name__)
Upload: TypeAlias = "UploadedFile[Any]"
PIXEL_LIMIT = 40_000_000
LABEL_LIMIT = 120
# What a file may be, told by its first bytes. Everything but pictures is only ever handed out as a download.
SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", "application/zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
)
PICTURES = {"PNG": "image/png", "JPEG": "image/jpeg", "WEBP": "image/webp", "GIF": "image/gif", "BMP": "image/bmp"}
PICTURE_SIGNATURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"BM")


def store_all(
    actor: Actor, uploads: Sequence[Upload], *, at: datetime, shows: Shows | None = Shows.NO
) -> list[StoredFile]:
    """Keep several files, or none: each is looked at before the first is written. Refused as `store`.

    `shows` None: nobody has said whether they show a patient; then `say_if_patient` (field `shows_patient`) refuses a
    picture.
    """
    looked = [_look(upload) for upload in uploads]
    if is_answer_missing(shows, pictures=sum(each.is_picture for each in looked)):
        raise Refused("say_if_patient", field="shows_patient")
    return [_keep(actor, each, at) for each in [covered(each, shows) for each in looked]]


def store(actor: Actor, upload: Upload, *, at: datetime, shows: Shows | None = Shows.NO) -> StoredFile:
    """Keep one uploaded file: bytes on disk first, then the row, so that a row never lacks its bytes.

    Pictures lose their metadata (place, device) by being written anew. What shows a patient, by its sender's word
    (`shows`) or, of a text, by what is found in it, is covered, and sealed as it came (clause privacy.masked_on_save).
    Refused with `field` uploads: `file_too_large`, `file_empty`, `file_kind` (not picture, PDF, Office, zip or text),
    `picture_broken`, `picture_too_large`, `file_not_kept` (the disk is full or broken).
    """
    return store_all(actor, [upload], at=at, shows=shows)[0]


def taken(upload: Upload) -> str:
    """The code with which a file would be refused; "" for one that would be kept."""
    try:
        _look(upload)
    except Refused as refused:
        return refused.code
    return ""


def _look(upload: Upload) -> Looked:
    if (upload.size or 0) > settings.UPLOAD_LIMIT:
        raise Refused("file_too_large", field="uploads", limit_mb=settings.UPLOAD_LIMIT // 2**20)
    upload.seek(0)
    content = upload.read()
    if not content:
        raise Refused("file_empty", field="uploads")
    label, masked = label_of(upload.name or ""), masked_in(upload.name or "")
    if content.startswith(PICTURE_SIGNATURES) or content[8:12] == b"WEBP":
        return Looked(label, *_redrawn(content), True, masked)
    return Looked(label, content, _kind(content), (0, 0), False, masked)


def _keep(actor: Actor, looked: Looked, at: datetime) -> StoredFile:
    name, original = uuid.uuid4(), None
    if looked.original is not None:
        facts = {"label": looked.original_label or looked.label, "media_type": looked.original_type}
        original = keep(actor, looked.original, count=looked.masked, at=at, **facts)
    try:
        write(name, looked.content)
    except OSError as error:
        log.error("a file could not be kept: %s", error)
        raise Refused("file_not_kept", field="uploads") from error
    return StoredFile.objects.create(
        id=name,
        label=looked.label,
        media_type=looked.media_type,
        size=len(looked.content),
        sha256=hashlib.sha256(looked.content).hexdigest(),
        is_picture=looked.is_picture,
        width=looked.size[0],
        height=looked.size[1],
        masked=looked.masked,
        original=original,
        owner_id=actor.person,
        stored_at=at,
    )


def label_of(name: str) -> str:
    """The sender's file name as a harmless label: normalised first, then stripped, then masked."""
    text = mask(_harmless(name)).text
    if len(text) > LABEL_LIMIT:
        stem, dot, ending = text.rpartition(".")
        text = f"{stem[: LABEL_LIMIT - 10]}…{dot}{ending[:8]}" if dot else text[:LABEL_LIMIT]
    return text or "file"


def masked_in(name: str) -> int:
    """How many identifiers `label_of` covers in a name."""
    return mask(_harmless(name)).count


def _harmless(name: str) -> str:
    text = unicodedata.normalize("NFC", name.replace("\\", "/").rsplit("/", 1)[-1])
    text = "".join(c for c in text if unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
    return text.strip(" .")


def _kind(content: bytes) -> str:
    for signature, media_type in SIGNATURES:
        if content.startswith(signature):
            return media_type
    if b"\x00" not in content:
        with contextlib.suppress(UnicodeDecodeError):
            decoded(content)
            return "text/plain"
    raise Refused("file_kind", field="uploads")


def _redrawn(content: bytes) -> tuple[bytes, str, tuple[int, int]]:
    try:
        with Image.open(io.BytesIO(content), formats=list(PICTURES)) as picture:
            if picture.width * picture.height > PIXEL_LIMIT:
                raise Refused("picture_too_large", field="uploads", limit_mpx=PIXEL_LIMIT // 1_000_000)
            drawn = ImageOps.exif_transpose(picture)
            kind = "JPEG" if picture.format == "JPEG" else "PNG"
            mode = "RGB" if kind == "JPEG" else ("RGBA" if "A" in drawn.getbands() or drawn.mode == "P" else "RGB")
            out = io.BytesIO()
            drawn.convert(mode).save(out, kind, quality=88, optimize=kind == "JPEG")
            return out.getvalue(), PICTURES[kind], drawn.size
    except Refused:
        raise
    except Image.DecompressionBombError as error:
        raise Refused("picture_too_large", field="uploads", limit_mpx=PIXEL_LIMIT // 1_000_000) from error
    except Exception as error:  # a hostile picture may fail in any way the decoder can
        raise Refused("picture_broken", field="uploads") from error
