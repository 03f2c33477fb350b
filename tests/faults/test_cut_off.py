"""Fault 37: an upload that is cut off, a client that goes, a length that is not true: 400 or no answer, and no row."""

import json
import socket

import pytest

from tests.faults.processes import CSRF, House

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
BOUNDARY = "part-0123456789"


def form(key: str) -> bytes:
    parts = {"csrfmiddlewaretoken": CSRF, "answer": "question", "text": f"见附件 {key}", "submission": f"{key:0>24}"}
    written = [f'Content-Disposition: form-data; name="{name}"\r\n\r\n{value}' for name, value in parts.items()]
    written.append('Content-Disposition: form-data; name="uploads"; filename="a.txt"\r\n\r\n' + "日志\n" * 50)
    whole = "".join(f"--{BOUNDARY}\r\n{part}\r\n" for part in written)
    return f"{whole}--{BOUNDARY}--\r\n".encode()


def send(house: House, session: str, body: bytes, length: int, path: str = "/portal/report/") -> int:
    """Say a length, send these bytes and no more; the status of the answer, 0 when there is none."""
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
        f"Cookie: session={session}; csrf={CSRF}\r\nContent-Length: {length}\r\n"
        f"Content-Type: multipart/form-data; boundary={BOUNDARY}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", house.port), timeout=20) as plug:
        plug.sendall(head.encode() + body)
        if len(body) < length:
            # Nothing more will come. Whoever has said everything waits for his answer with the line open.
            plug.shutdown(socket.SHUT_WR)
        answer = plug.makefile("rb").readline().split()
    return int(answer[1]) if answer else 0


def kept(house: House) -> tuple[int, list[str]]:
    judged = house.ask("judge", given={"submissions": [], "acts": []})
    return sum(judged["states"].values()), judged["faults"]


def test_fault_37_an_upload_that_does_not_arrive_whole(house: House) -> None:
    ward = house.ask("prepare")["ward_a"]
    house.start()
    body = form("cut")
    # The sender says how much he sends, and it is not the whole form: Django would keep what came before the cut.
    assert send(house, ward, body, len(body)) == 302
    for cut in (4, 10, 40, 150, 300):
        assert send(house, ward, body[:-cut], len(body) - cut) == 400, cut
    assert kept(house) == (1, [])
    # The client goes in the middle: nothing is answered that anybody could read, and nothing kept.
    for cut in (1, 10, 150, 500):
        assert send(house, ward, form("gone")[:-cut], len(form("gone"))) in {0, 400, 401, 403}, cut
    # More than was announced: the form ends in its middle.
    assert send(house, ward, form("more"), len(form("more")) - 200) == 400
    assert kept(house) == (1, [])
    files = [path for path in (house.data / "files").glob("*/*") if path.is_file()]
    assert len(files) == 1
    # And afterwards one that is whole.
    assert send(house, ward, form("whole"), len(form("whole"))) == 302
    assert kept(house) == (2, [])
    assert not [line for line in house.said if "Traceback" in line], json.dumps(list(house.said), ensure_ascii=False)
