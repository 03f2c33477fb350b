"""The description of the API: ninja's, with the schemas that only a view reads."""

from typing import Any

from ninja import NinjaAPI
from pydantic import BaseModel

from shouwen.apps.webhooks.kinds import FOR_VENDOR, PING

REF = "#/components/schemas/{model}"


def described(api: NinjaAPI, *more: type[BaseModel]) -> dict[str, Any]:
    """OpenAPI 3.1, as JSON holds it."""
    document: dict[str, Any] = dict(api.get_openapi_schema(path_prefix="/api/v1/"))
    schemas = document["components"]["schemas"]
    for model in more:
        schema = model.model_json_schema(ref_template=REF)
        schemas.update(schema.pop("$defs", {}))
        schemas[model.__name__] = schema
    document["webhooks"] = {"event": {"post": _webhook()}}
    return document


def _webhook() -> dict[str, Any]:
    """What is sent to a webhook."""
    number, text = {"type": "integer"}, {"type": "string"}
    data = {
        "type": "object",
        "description": "Of a card; empty in a test. Beside these the event's own codes: reason, cause, result, "
        "outcome, to, clock, percent, due, upheld, score, kind, grade, service.",
        "properties": {
            "number": text,
            "hospital": number,
            "department": {"type": ["integer", "null"]},
            "by": {"enum": ["customer", "staff", "system"]},
        },
    }
    told = {
        "type": "object",
        "required": ["type", "timestamp", "data"],
        "properties": {
            "type": {"enum": [PING, *(code.value for code in FOR_VENDOR)]},
            "timestamp": {"type": "string", "format": "date-time"},
            "data": data,
        },
    }
    names = ("Webhook-Id", "Webhook-Timestamp", "Webhook-Signature")
    return {
        "summary": "An event of a card, or a test",
        "parameters": [{"in": "header", "name": name, "required": True, "schema": text} for name in names],
        "requestBody": {"content": {"application/json": {"schema": told}}},
        "responses": {"2XX": {"description": "Taken"}},
    }
