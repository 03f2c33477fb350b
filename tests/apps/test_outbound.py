"""The one way out: nothing inside is reached, nobody leads us elsewhere, nobody keeps us waiting."""

import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings

from shouwen.apps.outbox.destination import Allowed, allowed_of, destination_of
from shouwen.apps.outbox.outbound import OutboundError, send
from shouwen.policy.refusal import Refused
from tests.apps.listeners import certificate, listening, status

Resolve = Callable[..., Any]
HERE = allowed_of("127.0.0.0/8")
# D7 of the peers' bugs, and what else was tried on them.
REFUSED_AT_ONCE = [
    "http://0/", "https://0/", "https://127.1/", "https://2130706433/", "https://0x7f.1/", "https://0x7f000001/",
    "https://0177.0.0.1/", "https://[::ffff:127.0.0.1]/", "https://[fd00::1]/", "https://169.254.169.254/latest",
    "https://100.64.0.1/", "https://user@host.example/", "http://ok#@127.0.0.1", "https://ok.example#@127.0.0.1",
    "https://10.0.0.1/", "https://172.16.3.4/", "https://192.168.1.1/", "https://[::1]/", "https://[::]/",
    "https://[fe80::1%25eth0]/", "https://[64:ff9b::7f00:1]/", "https://[64:ff9b:1::a00:1]/",
    "https://[2002:7f00:1::]/", "https://[2001:0:7f00:1::]/", "https://[2606:4700::5efe:7f00:1]/",
    "https://[::127.0.0.1]/", "https://[fec0::1]/", "https://[ff02::1]/", "https://224.0.0.1/",
    "https://255.255.255.255/", "https://168.63.129.16/", "https://192.0.2.7/", "https://[2001:db8::1]/",
    "https://ok.example\\@127.0.0.1/", "https://ok.example /", "https://ok.example\n/", "https://ok.example:0/",
    "https://ok.example:99999/", "https://", "https:///x", "//ok.example/", "ok.example", "ftp://ok.example/",
    "file:///etc/passwd", "gopher://ok.example/", "http://ok.example/", "https://[ok]/", "https://1.2.3.4.5/",
    "https://ok..example/", "https://①②⑦.①/", "https://example。com/", "",
]  # fmt: skip
INSIDE = ["127.0.0.1", "127.8.8.8", "10.1.2.3", "169.254.169.254", "100.100.100.200", "0.0.0.0", "::1", "fd00::1",
          "fe80::1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::"]  # fmt: skip


def answering(*addresses: str) -> Resolve:
    """A resolver that gives these, whatever it is asked."""

    def resolve(_host: str, port: int, *_more: Any, **_named: Any) -> list[Any]:
        families = [socket.AF_INET6 if ":" in each else socket.AF_INET for each in addresses]
        return [
            (family, socket.SOCK_STREAM, 6, "", (each, port)) for family, each in zip(families, addresses, strict=True)
        ]

    return resolve


def failure(url: str, **more: Any) -> str:
    with pytest.raises(OutboundError) as failed:
        send(url, b"{}", {}, **more)
    return failed.value.code


@pytest.mark.parametrize("url", REFUSED_AT_ONCE)
def test_an_address_that_cannot_be_kept(url: str) -> None:
    with pytest.raises(Refused) as refused:
        destination_of(url)
    assert refused.value.facts["field"] == "url"
    assert failure(url) == "forbidden"


@pytest.mark.parametrize("url", ["https://hook.example/x?y=1", "https://8.8.8.8/", "https://[2606:4700::1111]:8443/a"])
def test_an_address_that_can(url: str) -> None:
    assert destination_of(url).netloc in url


@pytest.mark.parametrize("inside", INSIDE)
def test_a_name_that_leads_inside(monkeypatch: pytest.MonkeyPatch, inside: str) -> None:
    """`localtest.me` and its kind: the name is fine, its address is not; nor when an open one stands beside it."""
    monkeypatch.setattr(socket, "create_connection", lambda *_: pytest.fail("connected"))
    for addresses in ([inside], ["8.8.8.8", inside]):
        monkeypatch.setattr(socket, "getaddrinfo", answering(*addresses))
        assert failure("https://localtest.me/") == "forbidden"


def test_the_address_that_was_looked_at_is_the_one_connected_to(monkeypatch: pytest.MonkeyPatch) -> None:
    """A resolver that turns round between the check and the connection is asked once, and no name is connected to."""
    asked: list[str] = []
    connected: list[Any] = []

    def turning(host: str, *more: Any, **named: Any) -> Any:
        asked.append(host)
        return answering("8.8.8.8" if len(asked) == 1 else "127.0.0.1")(host, *more, **named)

    def connect(address: Any, **_more: Any) -> Any:
        connected.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "getaddrinfo", turning)
    monkeypatch.setattr(socket, "create_connection", connect)
    assert failure("https://rebind.example/") == "unreachable"
    assert (asked, connected) == (["rebind.example"], [("8.8.8.8", 443)])


def test_an_answer(settings: LazySettings) -> None:
    settings.OUTBOUND_INTERNAL = HERE
    with listening() as there:
        answer = send(there.url, b'{"a":1}', {"Webhook-Id": "m"})
    assert (answer.status, answer.status_class, answer.body) == (200, "2xx", b"ok")
    first, headers, body = there.heard[0]
    assert (first, body) == ("POST /hook HTTP/1.1", b'{"a":1}')
    assert (headers["host"], headers["webhook-id"]) == (f"127.0.0.1:{there.port}", "m")


@pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
def test_nobody_leads_elsewhere(settings: LazySettings, code: int) -> None:
    settings.OUTBOUND_INTERNAL = HERE
    with listening() as inside, listening(status(f"{code} Moved", f"Location: {inside.url}\r\n")) as there:
        assert send(there.url, b"{}", {}).status == code
        assert (there.connections, inside.connections) == (1, 0)


def drip(plug: socket.socket) -> None:
    for byte in b"HTTP/1.1 200 OK\r\n" * 100:
        plug.sendall(bytes([byte]))
        time.sleep(0.05)


def drip_body(plug: socket.socket) -> None:
    plug.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
    for _ in range(200):
        plug.sendall(b"x")
        time.sleep(0.05)


def for_ever(head: bytes, piece: bytes) -> Callable[[socket.socket], None]:
    def pour(plug: socket.socket) -> None:
        plug.sendall(head)
        while True:
            plug.sendall(piece)

    return pour


@pytest.mark.parametrize(
    ("say", "code"),
    [
        (drip, "timeout"),
        (drip_body, "timeout"),
        (lambda _plug: time.sleep(3), "timeout"),
        (for_ever(b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 4096), "too_large"),
        (for_ever(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1000\r\n" + b"x" * 4096 + b"\r\n"),
         "too_large"),
        (for_ever(b"HTTP/1.1 100 Continue\r\n\r\n", b"HTTP/1.1 100 Continue\r\n\r\n"), "too_large"),
        (for_ever(b"HTTP/1.1 200 OK\r\nX: ", b"y" * 4096), "broken"),
        (for_ever(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n"), "broken"),
        (lambda plug: plug.sendall(b"SSH-2.0-OpenSSH\r\n"), "broken"),
        (lambda plug: plug.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"), "broken"),
        (lambda _plug: None, "broken"),
    ],
)  # fmt: skip
def test_malice(settings: LazySettings, say: Callable[[socket.socket], None], code: str) -> None:
    settings.OUTBOUND_INTERNAL = HERE
    with listening(say) as there:
        began = time.monotonic()
        assert failure(there.url, seconds=0.6) == code
        assert time.monotonic() - began < 1.5


def test_a_resolver_that_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: time.sleep(2))
    began = time.monotonic()
    assert failure("https://slow.example/", seconds=0.3) == "timeout"
    assert time.monotonic() - began < 1


def test_certificates(monkeypatch: pytest.MonkeyPatch, settings: LazySettings, tmp_path: Path) -> None:
    """By name: one for another name, one that nobody vouches for, and the right one."""
    settings.OUTBOUND_INTERNAL = HERE
    right, tls = certificate(tmp_path, "hook.example")
    other, wrong = certificate(tmp_path, "other.example")
    monkeypatch.setattr(socket, "getaddrinfo", answering("127.0.0.1"))
    with listening(tls=tls) as there, listening(tls=wrong) as elsewhere, listening() as plain:
        address = f"https://hook.example:{there.port}/"
        assert failure(address) == "tls"
        monkeypatch.setenv("SSL_CERT_FILE", str(other))
        assert failure(f"https://hook.example:{elsewhere.port}/") == "tls"
        assert failure(f"https://hook.example:{plain.port}/", seconds=2) in {"tls", "broken"}
        assert (there.heard, elsewhere.heard) == ([], [])
        monkeypatch.setenv("SSL_CERT_FILE", str(right))
        assert send(address, b"{}", {}).status == 200
        assert there.heard[0][1]["host"] == f"hook.example:{there.port}"


def test_what_the_keeper_names(monkeypatch: pytest.MonkeyPatch, settings: LazySettings) -> None:
    """A host by name may stand in a network of one's own, not on this machine; a network is open as it is written."""
    named = allowed_of(" Hook.Hospital.example , 10.20.0.0/16,fd12::/16 ")
    assert named.hosts == {"hook.hospital.example"}
    settings.OUTBOUND_INTERNAL = named
    monkeypatch.setattr(socket, "create_connection", lambda *_, **__: pytest.fail("connected"))
    for inside, host in (("127.0.0.1", "hook.hospital.example"), ("169.254.169.254", "hook.hospital.example"),
                         ("10.21.0.1", "other.example")):  # fmt: skip
        monkeypatch.setattr(socket, "getaddrinfo", answering(inside))
        assert failure(f"https://{host}/") == "forbidden", inside
    for url in ("http://hook.hospital.example/", "http://10.20.3.4:8080/", "https://[fd12::1]/"):
        assert destination_of(url).host
    with pytest.raises(Refused):
        destination_of("http://10.21.0.1/")
    with pytest.raises(SystemExit):
        allowed_of("10.20.0.0/99")
    assert allowed_of("") == Allowed()
