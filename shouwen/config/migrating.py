"""A migration and the note that it was done, in one transaction: killed at any statement, it is simply run again.

Django writes the note after the transaction when statements were deferred; killed in between, the next run finds tables
that it does not know of.
"""

from typing import Any

from django.core.management.commands import migrate as command
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.migration import Migration
from django.db.migrations.state import ProjectState


class WholeExecutor(MigrationExecutor):
    def apply_migration(
        self, state: ProjectState, migration: Migration, fake: bool = False, fake_initial: bool = False
    ) -> ProjectState:
        if fake or fake_initial or not migration.atomic:
            return super().apply_migration(state, migration, fake, fake_initial)
        told: Any = self.progress_callback
        if told:
            told("apply_start", migration, fake)
        with self.connection.schema_editor(atomic=True) as editor:
            state = migration.apply(state, editor)
            for statement in editor.deferred_sql:
                editor.execute(statement, None)
            editor.deferred_sql.clear()
            # The stubs think that it takes a name.
            record: Any = self.record_migration
            record(migration)
        if told:
            told("apply_success", migration, fake)
        return state


def install() -> None:
    """Django's own command runs with this executor from now on."""
    module: Any = command
    module.MigrationExecutor = WholeExecutor
