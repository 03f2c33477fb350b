"""Saying one thing in a group: each maker's own shape, signature and way of saying no."""

import base64
import hashlib
import hmac
import json
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

from shouwen.apps.channels.robots.server import Maker, Robot
from shouwen.apps.outbox import outbound
from shouwen.apps.outbox.channels import Failed, Later, Rejected

SECONDS = 8.0
# What each says when it is told too much: WeCom, DingTalk, Feishu.
TOO_MUCH = frozenset({45009, 130101, 11232, 9499})
PAUSE = timedelta(seconds=60)


def say(robot: Robot, text: str, at: datetime) -> None:
    """Post it. Raises what `outbox.channels` knows; codes only, never the words of the other side."""
    url, body = _message(robot, text, at)
    headers = {"Content-Type": "application/json; charset=utf-8"}
    try:
        answer = outbound.send(url, json.dumps(body, ensure_ascii=False).encode(), headers, seconds=SECONDS)
    except outbound.OutboundError as failed:
        raise (Rejected if failed.code == "forbidden" else Failed)(failed.code) from None
    if answer.status == 429:
        raise Later(at + PAUSE)
    if answer.status >= 500:
        raise Failed(answer.status_class)
    if answer.status >= 300:
        raise Rejected(answer.status_class)
    code = _code(answer.body)
    if code in TOO_MUCH:
        raise Later(at + PAUSE)
    if code != 0:
        raise Rejected(f"code {code}")


def _message(robot: Robot, text: str, at: datetime) -> tuple[str, dict[str, Any]]:
    if robot.maker is Maker.FEISHU:
        body: dict[str, Any] = {"msg_type": "text", "content": {"text": text}}
        if robot.secret:
            stamp = str(int(at.timestamp()))
            body |= {"timestamp": stamp, "sign": _signed(f"{stamp}\n{robot.secret}".encode(), b"")}
        return robot.url, body
    body = {"msgtype": "text", "text": {"content": text}}
    if robot.maker is Maker.DINGTALK and robot.secret:
        stamp = str(int(at.timestamp() * 1000))
        sign = quote(_signed(robot.secret.encode(), f"{stamp}\n{robot.secret}".encode()), safe="")
        joint = "&" if "?" in robot.url else "?"
        return f"{robot.url}{joint}timestamp={stamp}&sign={sign}", body
    return robot.url, body


def _signed(key: bytes, text: bytes) -> str:
    return base64.b64encode(hmac.new(key, text, hashlib.sha256).digest()).decode()


def _code(body: bytes) -> int:
    """0 is good with all three; an answer of another shape is good too when the status was."""
    try:
        told = json.loads(body or b"{}")
    except ValueError:
        return 0
    said = told if isinstance(told, dict) else {}
    found = next((said[name] for name in ("errcode", "code", "StatusCode") if name in said), 0)
    return found if isinstance(found, int) else 0
