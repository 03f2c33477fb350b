"""Every operation of the API's description, with a body that is taken: its example, real ids put in."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from shouwen.api.frame.openapi import described
from shouwen.api.urls import SENT, api
from tests.input.world import World

KEY = "bad-input-0123456789"
Json = dict[str, Any]


@dataclass
class Operation:
    """`path` with the names of what it takes; `asks`: its query parameters; `body`: an example, or None."""

    method: str
    path: str
    asks: list[str]
    body: Json | None
    optional: Json = field(default_factory=dict)
    keyed: bool = False
    files: bool = False

    def at(self, given: dict[str, str]) -> str:
        url = self.path
        for name, value in given.items():
            url = url.replace("{" + name + "}", value)
        return url

    def needs(self) -> list[str]:
        return [step[1:-1] for step in self.path.split("/") if step.startswith("{")]


def operations(world: World) -> Iterator[Operation]:
    document = described(api, *SENT)
    schemas = document["components"]["schemas"]
    for path, methods in document["paths"].items():
        for method, told in methods.items():
            content = told.get("requestBody", {}).get("content", {})
            schema = content.get("application/json", {}).get("schema", {})
            for each in schema.get("anyOf", [schema]):
                yield _operation(method.upper(), path, told, each, schemas, world)


def _operation(method: str, path: str, told: Json, schema: Json, schemas: Json, world: World) -> Operation:
    parameters = told.get("parameters", [])
    content = told.get("requestBody", {}).get("content", {})
    body, optional = None, {}
    if schema:
        model = schemas[schema["$ref"].rsplit("/", 1)[1]]
        body = _real(deepcopy(model.get("example", {})), world)
        optional = {name: each for name, each in model["properties"].items() if name not in body}
    return Operation(
        method, path, [each["name"] for each in parameters if each["in"] == "query"], body, optional,
        any(each["in"] == "header" for each in parameters), "multipart/form-data" in content,
    )  # fmt: skip


def _real(example: Json, world: World) -> Json:
    """Ids and numbers that the example cannot know."""
    users = world.cast.users
    known = {
        "substitute": users["agent2"].pk,
        "receiver": users["developer"].pk,
        "engineer": users["resident"].pk,
        "hospital": world.cast.hospital.pk,
        "module": world.cast.module.pk,
        "card": world.cards["handled"],
        "into": world.cards["fresh"],
    }
    return {name: known.get(name, value) for name, value in example.items()}
