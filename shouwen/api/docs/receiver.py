import base64
import hashlib
import hmac
import time


def is_genuine(headers: dict[str, str], body: bytes, secret: str) -> bool:
    sent = headers["Webhook-Timestamp"]
    key = base64.b64decode(secret.removeprefix("whsec_"))
    told = f"{headers['Webhook-Id']}.{sent}.".encode() + body
    expected = "v1," + base64.b64encode(hmac.new(key, told, hashlib.sha256).digest()).decode()
    given = headers["Webhook-Signature"].split()
    fresh = abs(time.time() - int(sent)) < 300
    return fresh and any(hmac.compare_digest(expected, each) for each in given)
