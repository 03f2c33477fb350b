"""How an operation is declared: what it answers, and what may go wrong."""

from typing import Any

from pydantic import BaseModel

from shouwen.api.frame.shape import FaultOut

READ_FAULTS = (400, 401, 403, 404, 405, 422, 429, 503)
ACT_FAULTS = (*READ_FAULTS, 409, 413, 415, 507)
KEY_WORDS = "16 to 128 of A-Z a-z 0-9 _ -: sent again with the same request, nothing happens twice."


def _key(*, required: bool) -> dict[str, Any]:
    return {
        "in": "header",
        "name": "Idempotency-Key",
        "required": required,
        "description": KEY_WORDS,
        "schema": {"type": "string", "pattern": "^[A-Za-z0-9_-]{16,128}$"},
        "example": "2f1c9d1e-6a54-4a7c-9d0e",
    }


def reads(answer: Any) -> dict[int, Any]:
    return {200: answer} | dict.fromkeys(READ_FAULTS, FaultOut)


def acts(answer: Any, status: int = 200, *, keyed: bool = False, extra: dict[str, Any] | None = None) -> dict[str, Any]:
    """Every act takes a key; `keyed`: it must have one, as a second time would make a second thing."""
    more = {"openapi_extra": {"parameters": [_key(required=keyed)]} | (extra or {})}
    return {"response": {status: answer} | dict.fromkeys(ACT_FAULTS, FaultOut), **more}


def body_of(*models: type[BaseModel]) -> dict[str, Any]:
    """For `extra`: a body that the view reads itself, as JSON, or with files beside it."""
    references = [{"$ref": f"#/components/schemas/{model.__name__}"} for model in models]
    schema = references[0] if len(references) == 1 else {"anyOf": references}
    parts = {
        "type": "object",
        "required": ["body"],
        "properties": {
            "body": {"type": "string", "contentMediaType": "application/json", "contentSchema": schema},
            "files": {"type": "array", "items": {"type": "string", "format": "binary"}},
        },
    }
    content = {"application/json": {"schema": schema}, "multipart/form-data": {"schema": parts}}
    return {"requestBody": {"required": True, "content": content}}


# A file: an attachment of no kind that anybody would run.
FILE_FAULTS: dict[int, Any] = dict.fromkeys((*READ_FAULTS, 409), FaultOut)
FILE: dict[str, Any] = {
    "responses": {
        200: {
            "description": "The file",
            "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
        }
    }
}
