"""The description of the API: ninja's, with the schemas that only a view reads."""

from typing import Any

from ninja import NinjaAPI
from pydantic import BaseModel

REF = "#/components/schemas/{model}"


def described(api: NinjaAPI, *more: type[BaseModel]) -> dict[str, Any]:
    """OpenAPI 3.1, as JSON holds it."""
    document: dict[str, Any] = dict(api.get_openapi_schema(path_prefix="/api/v1/"))
    schemas = document["components"]["schemas"]
    for model in more:
        schema = model.model_json_schema(ref_template=REF)
        schemas.update(schema.pop("$defs", {}))
        schemas[model.__name__] = schema
    body = document["paths"]["/api/v1/tickets"]["post"]["requestBody"]["content"]["application/json"]
    body["schema"] = {"anyOf": body["schema"]["anyOf"]}
    return document
