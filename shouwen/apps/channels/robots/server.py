"""The robots of our groups, as the environment names them."""

from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlparse


class Maker(StrEnum):
    WECOM = "wecom"
    DINGTALK = "dingtalk"
    FEISHU = "feishu"


@dataclass(frozen=True)
class Robot:
    """`secret` signs each message where the group asks for it (DingTalk, Feishu); "" where it does not."""

    name: str
    maker: Maker
    url: str
    secret: str = ""


def robots_of(text: str) -> tuple[Robot, ...]:
    """`ops=feishu:https://open.example/hook/…#secret; desk=wecom:https://…?key=…`: a name, a maker, an address."""
    return tuple(_robot(each.strip()) for each in text.split(";") if each.strip())


def _robot(text: str) -> Robot:
    name, _equals, told = text.partition("=")
    maker, _colon, address = told.partition(":")
    url, _hash, secret = address.partition("#")
    name = name.strip()
    if (
        maker not in set(Maker)
        or not urlparse(url).hostname
        or not (name.isascii() and name.isalnum() and len(name) <= 20)
    ):
        raise SystemExit(
            "SHOUWEN_ROBOTS must look like ops=feishu:https://open.example/hook/x#secret; desk=wecom:https://…"
        )
    return Robot(name, Maker(maker), url, secret)
