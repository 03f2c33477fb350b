"""PDF by typst: a template of ours, the reader's words as data, an embedded font, and no access to anything else."""

import json
from pathlib import Path
from typing import Any

import typst
from django.conf import settings

PAPER = Path(__file__).parent / "paper"


def pdf(template: str, data: dict[str, Any]) -> bytes:
    """Set `data` with one of the templates in `ui/paper`. Text is never read as markup, nothing is fetched."""
    compiler: Any = typst
    made: bytes = compiler.compile(
        (PAPER / f"{template}.typ").read_bytes(),
        root=str(PAPER),
        font_paths=[str(settings.FONTS)],
        ignore_system_fonts=True,
        sys_inputs={"paper": json.dumps(data, ensure_ascii=False)},
    )
    return made
