"""Programs that listen on this machine: what they were told, and answers of every kind of malice."""

import datetime as time
import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
Say = Callable[[socket.socket], None]


def status(line: str, more: str = "") -> Say:
    """A plain answer with this status."""
    return lambda plug: plug.sendall(f"HTTP/1.1 {line}\r\nContent-Length: 0\r\n{more}\r\n".encode())


class Listener:
    """Answers each request in turn as it was told, the last answer again and again."""

    def __init__(self, *says: Say, tls: ssl.SSLContext | None = None) -> None:
        self.says = list(says) or [lambda plug: plug.sendall(OK)]
        self.tls = tls
        self.heard: list[tuple[str, dict[str, str], bytes]] = []
        self.connections = 0
        self.door = socket.create_server(("127.0.0.1", 0))
        self.port = self.door.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}/hook"
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                plug, _ = self.door.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self._answer, args=[plug, self.connections], daemon=True).start()

    def _answer(self, plug: socket.socket, turn: int) -> None:
        try:
            if self.tls is not None:
                plug = self.tls.wrap_socket(plug, server_side=True)
            self.heard.append(_request(plug))
            self.says[min(turn, len(self.says)) - 1](plug)
        except (OSError, ValueError):
            pass
        finally:
            plug.close()


def _request(plug: socket.socket) -> tuple[str, dict[str, str], bytes]:
    stream = plug.makefile("rb")
    first = stream.readline().decode().strip()
    headers = {}
    while line := stream.readline().decode().strip():
        name, _, value = line.partition(":")
        headers[name.lower()] = value.strip()
    return first, headers, stream.read(int(headers["content-length"]))


@contextmanager
def listening(*says: Say, tls: ssl.SSLContext | None = None) -> Iterator[Listener]:
    listener = Listener(*says, tls=tls)
    try:
        yield listener
    finally:
        listener.door.close()


def certificate(folder: Path, name: str) -> tuple[Path, ssl.SSLContext]:
    """A certificate for a name, signed by nobody but itself; and a server that shows it."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    now = time.datetime.now(time.UTC)
    named: x509.GeneralName = x509.DNSName(name)
    if name[0].isdigit():
        named = x509.IPAddress(ipaddress.ip_address(name))
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - time.timedelta(days=400))
        .not_valid_after(now + time.timedelta(days=4000))
        .add_extension(x509.SubjectAlternativeName([named]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    shown, secret = folder / f"{name}.pem", folder / f"{name}.key"
    shown.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(shown, secret)
    return shown, context
