"""Experts by programs: every act has its noun; a version comes with its file."""

import ast
import json

from django.core.files.uploadedfile import SimpleUploadedFile

from shouwen.apps.consultations import actions
from shouwen.apps.consultations.models import SolutionVersion
from tests.api.programs import KEY, program
from tests.cast import Cast
from tests.house import tree

BY_TIME = {"tell_consultation", "warn_of_expiry"}


def test_every_act_has_a_noun() -> None:
    acts = {name for name in actions.__all__ if name[0].islower()}
    called = {
        node.attr
        for _file, module in tree.modules("api/experts")
        for node in ast.walk(module)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "actions"
    }
    assert acts - called == BY_TIME


def test_a_version_comes_with_its_file(cast: Cast) -> None:
    developer, card = program(cast, "developer"), cast.report().number
    body = {"title": "方案", "words": "初稿"}
    assert developer.send(f"tickets/{card}/solution", body, KEY).status_code == 422
    headers = developer.told | {"HTTP_IDEMPOTENCY_KEY": KEY + "-file"}
    for _ in range(2):
        parts = {"body": json.dumps(body), "files": SimpleUploadedFile("a.txt", b"a plan")}
        answer = developer.post(f"/api/v1/tickets/{card}/solution", parts, **headers)
        assert answer.status_code == 201, answer.content
    assert (SolutionVersion.objects.count(), answer.json()["versions"][0]["file"]) == (1, "a.txt")
