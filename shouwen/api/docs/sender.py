import base64
import hashlib
import hmac
import json
import time
import urllib.request
import uuid


def tell(address: str, secret: str, said: dict[str, str]) -> dict[str, str | None]:
    body, name, now = json.dumps(said).encode(), uuid.uuid4().hex, str(int(time.time()))
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = base64.b64encode(hmac.new(key, f"{name}.{now}.".encode() + body, hashlib.sha256).digest()).decode()
    headers = {"Webhook-Id": name, "Webhook-Timestamp": now, "Webhook-Signature": f"v1,{signed}"}
    request = urllib.request.Request(address, body, headers | {"Content-Type": "application/json"})  # noqa: S310
    with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
        told: dict[str, str | None] = json.load(answer)
    return told
