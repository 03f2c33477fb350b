"""The index, in the database's own kind of table: no model can describe it."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

CREATE = {
    "sqlite": ("CREATE VIRTUAL TABLE search_sheet USING fts5(words, content='', tokenize='ascii')",),
    "postgresql": (
        "CREATE TABLE search_sheet (id bigint PRIMARY KEY, words tsvector NOT NULL)",
        "CREATE INDEX search_sheet_words ON search_sheet USING gin (words)",
    ),
}


def create(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in CREATE[editor.connection.vendor]:
        editor.execute(statement)


def drop(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    editor.execute("DROP TABLE search_sheet")


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [migrations.RunPython(create, drop)]
