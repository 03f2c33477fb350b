"""Bodies with files in them, as a program writes them."""

import json
from typing import Any

from tests.api.programs import Program

BOUNDARY = "part-0123456789"
KIND = f"multipart/form-data; boundary={BOUNDARY}"


def written(body: Any, *files: tuple[str, bytes], name: str = "files", cut: int = 0) -> bytes:
    said = body if isinstance(body, bytes) else json.dumps(body).encode()
    parts = [b'Content-Disposition: form-data; name="body"\r\n\r\n' + said]
    for label, content in files:
        head = f'Content-Disposition: form-data; name="{name}"; filename="{label}"\r\n\r\n'
        parts.append(head.encode() + content)
    whole = b"".join(b"--" + BOUNDARY.encode() + b"\r\n" + part + b"\r\n" for part in parts)
    whole += b"--" + BOUNDARY.encode() + b"--\r\n"
    return whole[: len(whole) - cut]


def send(program: Program, path: str, key: str, content: bytes) -> Any:
    return program.send(path, content, key, kind=KIND)
