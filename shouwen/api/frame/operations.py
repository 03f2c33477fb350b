"""How an operation is declared: what it answers, and what may go wrong."""

from typing import Any

from shouwen.api.frame.shape import FaultOut

READ_FAULTS = (400, 401, 403, 404, 405, 422, 429)
ACT_FAULTS = (*READ_FAULTS, 409, 413, 415)
KEY = {
    "parameters": [
        {
            "in": "header",
            "name": "Idempotency-Key",
            "required": True,
            "description": "16 to 128 of A-Z a-z 0-9 _ -: sent again with the same request, nothing happens twice.",
            "schema": {"type": "string", "pattern": "^[A-Za-z0-9_-]{16,128}$"},
            "example": "2f1c9d1e-6a54-4a7c-9d0e",
        }
    ]
}


def reads(answer: Any) -> dict[int, Any]:
    return {200: answer} | dict.fromkeys(READ_FAULTS, FaultOut)


def acts(answer: Any, status: int = 200, *, keyed: bool = False, extra: dict[str, Any] | None = None) -> dict[str, Any]:
    more = {"openapi_extra": (KEY if keyed else {}) | (extra or {})}
    return {"response": {status: answer} | dict.fromkeys(ACT_FAULTS, FaultOut), **more}
