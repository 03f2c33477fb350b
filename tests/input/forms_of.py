"""The forms of a page as a browser sees them: where they go, their fields, and what stands in these."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

TYPED = frozenset(
    {"text", "textarea", "search", "tel", "email", "url", "number", "date", "datetime-local", "time", "month"}
)
CHOSEN = frozenset({"radio", "checkbox", "select"})


@dataclass
class Field:
    """Boxes and radio buttons of one name are one field. `values`: what would be sent as the page stands."""

    name: str
    kind: str
    values: list[str] = field(default_factory=list)
    options: list[str] = field(default_factory=list)
    attrs: dict[str, str] = field(default_factory=dict)


@dataclass
class Form:
    method: str
    action: str
    fields: dict[str, Field] = field(default_factory=dict)

    def typed(self) -> list[Field]:
        return [each for each in self.fields.values() if each.kind in TYPED]


@dataclass
class Page:
    """`alerts`: the sentences that a screen reader would say at once. `kept`: what stands there only to be copied."""

    forms: list[Form] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    alerts: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    heading: str = ""
    language: str = ""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page()
        self.named: dict[str, Form] = {}
        self.form: Form | None = None
        self.area: Field | None = None
        self.select: Field | None = None
        self.depth: list[str] = []
        self.said: list[str] | None = None
        self.said_at = 0

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        if tag == "html":
            self.page.language = given.get("lang", "")
        if tag not in {"input", "br", "img", "link", "meta", "hr", "source", "col", "wbr"}:
            self.depth.append(tag)
        if self.said is None and _speaks(tag, given):
            self.said, self.said_at = [], len(self.depth)
        self._control(tag, given)
        if tag == "form":
            self.form = Form(given.get("method", "get").upper(), given.get("action", ""))
            self.named[given.get("id", "")] = self.form
            self.page.forms.append(self.form)
        for name in ("href", "hx-get"):
            if given.get(name):
                self.page.links.append(given[name])

    def _control(self, tag: str, given: dict[str, str]) -> None:
        form = self.named.get(given["form"]) if given.get("form") else self.form
        if tag == "textarea" and "readonly" in given:
            self.area = Field("", "textarea", [""])
            return
        if tag == "button" and given.get("formaction"):
            self.page.forms.append(Form("POST", given["formaction"], dict(form.fields) if form else {}))
        if given.get("hx-post"):
            self.page.forms.append(Form("POST", given["hx-post"], dict(form.fields) if form else {}))
        if tag == "option" and self.select is not None:
            self.select.options.append(given.get("value", ""))
            if "selected" in given:
                self.select.values.append(given.get("value", ""))
        if form is None or not given.get("name") or "disabled" in given:
            return
        name, kind = given["name"], {"input": given.get("type", "text"), "button": "button"}.get(tag, tag)
        if tag not in {"input", "textarea", "select", "button"}:
            return
        known = form.fields.setdefault(name, Field(name, kind, attrs=given))
        if tag == "textarea":
            self.area = known
            known.values.append("")
        elif tag == "select":
            self.select = known
        elif kind in {"radio", "checkbox", "button"}:
            known.options.append(given.get("value", "on"))
            if "checked" in given:
                known.values.append(given.get("value", "on"))
        elif kind != "file":
            known.values.append(given.get("value", ""))

    def handle_data(self, data: str) -> None:
        if self.area is not None:
            self.area.values[-1] += data
        if self.said is not None:
            self.said.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self.area is not None:
            # The first line end after the tag is the tag's own.
            text = self.area.values[-1].replace("\r\n", "\n")
            self.area.values[-1] = text.removeprefix("\n")
            self.page.kept += [] if self.area.name else self.area.values
            self.area = None
        if tag == "select" and self.select is not None:
            if not self.select.values and self.select.options and "multiple" not in self.select.attrs:
                self.select.values.append(self.select.options[0])
            self.select = None
        if tag in self.depth:
            while self.depth and self.depth.pop() != tag:
                pass
        if self.said is not None and len(self.depth) < self.said_at:
            said = " ".join("".join(self.said).split())
            if tag == "h1":
                self.page.heading = self.page.heading or said
            elif said:
                self.page.alerts.append(said)
            self.said = None
        if tag == "form":
            self.form = None


def _speaks(tag: str, given: dict[str, str]) -> bool:
    return tag == "h1" or given.get("role") == "alert" or "flash-error" in given.get("class", "").split()


def page_of(html: str) -> Page:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.page
