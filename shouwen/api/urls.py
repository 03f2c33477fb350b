"""Addresses of the API. Acts are nouns; POST does, DELETE undoes."""

import json
from functools import cache, reduce
from pathlib import Path
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.urls import path
from django.urls.resolvers import URLPattern, URLResolver
from django.views.decorators.http import require_GET
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.renderers import JSONRenderer
from pydantic import ValidationError as ModelError

from shouwen.api.calls import views as calls
from shouwen.api.complaints import views as complaints
from shouwen.api.docs import receiver, sender
from shouwen.api.docs import views as docs
from shouwen.api.experts import views as experts
from shouwen.api.experts.shown import NewVersion
from shouwen.api.frame.bearer import Bearer
from shouwen.api.frame.openapi import described
from shouwen.api.frame.shape import Wrong, of_failure, of_refused, of_status, of_wrong
from shouwen.api.frame.wire import StrictParser, of_http_error, of_validation
from shouwen.api.money import books, quotes
from shouwen.api.problems import views as problems
from shouwen.api.record import terms as agreement_terms
from shouwen.api.record import views as record
from shouwen.api.reference import views as reference
from shouwen.api.remote import views as remote
from shouwen.api.signals import views as signals
from shouwen.api.surveys import views as surveys
from shouwen.api.tickets import files, opening, relations, said, terms
from shouwen.api.watch import views as watch
from shouwen.policy.refusal import Refused

DESCRIPTION = """The same acts as on the console and the portal, with the same refusals.

`Authorization: Bearer <token>`; a token is made on one's own page, with the scope `read`, `write` or both.
Codes are codes; words for people follow `Accept-Language` (zh, en). Times have an offset. Lists are paged by `next`.

## Webhooks

Set up on one's own page, by a hospital's head of IT for its cards, by an administrator for all. Each event is sent as a
POST with `Webhook-Id`, `Webhook-Timestamp` and `Webhook-Signature` (Standard Webhooks); see `webhooks` below for the
body. Any 2xx within five seconds is taken as received. A redirect is not followed, and a 410 switches the webhook off;
anything else is sent again with the same id, eight times, for three days at most: keep the ids that you have seen. The
order is not promised. While a secret is being replaced there are two signatures.

```python
{receiver}
```

## Programs that report

A hospital's head of IT lets a program report, on his own page; it then signs what it tells in the same way. Sent again
after a lost answer under the same `Webhook-Id`, it changes nothing. 429: it opened twenty cards within an hour.

```python
{sender}
```
"""
SAMPLES = {
    f"{{{sample.__name__.rpartition('.')[2]}}}": Path(str(sample.__file__)).read_text(encoding="utf-8").strip()
    for sample in (receiver, sender)
}


class Plain(JSONRenderer):
    """Chinese stays readable, and takes half the room."""

    json_dumps_params = {"ensure_ascii": False}


class Api(NinjaAPI):
    """Ninja's, with our own pages of description."""

    @property
    def urls(self) -> tuple[list[URLResolver | URLPattern], str, str]:
        found, app, space = super().urls
        own = [path("openapi.json", description, name="description"), path("docs", docs.docs, name="docs")]
        rooms = [each for each in found if getattr(each, "name", "") != "api-root"]
        return [*own, *rooms], app, space


api = Api(
    title="Shouwen 首问",
    version="1",
    description=reduce(lambda text, name: text.replace(name, SAMPLES[name]), SAMPLES, DESCRIPTION),
    urls_namespace="api",
    openapi_url=None,
    docs_url=None,
    auth=Bearer(),
    parser=StrictParser(),
    renderer=Plain(),
)
for router in (
    opening.router,
    files.router,
    terms.router,
    relations.router,
    problems.router,
    complaints.router,
    surveys.router,
    calls.router,
    signals.router,
    quotes.router,
    books.router,
    experts.router,
    remote.router,
    record.router,
    agreement_terms.router,
    reference.router,
    watch.router,
):
    api.add_router("", router)


# Bodies that a view reads itself, because files may come with them.
SENT = (said.Report, said.Intake, said.Message, said.Text, NewVersion)


@cache
def _description() -> bytes:
    """Written once for each process: it takes more than a second, and anybody may ask."""
    return json.dumps(described(api, *SENT), ensure_ascii=False).encode()


@require_GET
def description(_request: HttpRequest) -> HttpResponse:
    """OpenAPI 3.1; open to all, as it holds nothing of anybody."""
    return HttpResponse(_description(), content_type="application/json")


def _answer(request: HttpRequest, failure: Any) -> HttpResponse:
    """Whatever went wrong, in the one shape."""
    match failure:
        case Wrong():
            return of_wrong(request, failure)
        case Refused():
            return of_refused(request, failure)
        case ValidationError() | ModelError():
            return of_wrong(request, of_validation(failure))
        case HttpError():
            return of_wrong(request, of_http_error(failure))
        case Http404():
            return of_status(request, 404)
        case RequestDataTooBig() | UnreadablePostError():
            return of_status(request, 400)
        case _:
            return of_failure(request, failure)


# The most particular class counts, so each that ninja knows itself is named.
for kind in (HttpError, ValidationError, Http404, Exception):
    api.add_exception_handler(kind, _answer)
