"""`shouwen demo`: who can sign in to the demo; `--tokens`: new keys for the API, as JSON {account: token}."""

import argparse
import json
import sys
from datetime import UTC, datetime
from importlib import import_module

from shouwen.config.commands import ground
from shouwen.config.commands.serve import DEMO_ACCOUNTS

NAME = "demo"


def run(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser("shouwen demo", description=__doc__)
    parser.add_argument("--tokens", action="store_true", help="issue new tokens; former ones of the demo end")
    options = parser.parse_args(arguments)
    ground.start()
    kept = import_module("django.conf").settings.DATA / "demo-password"
    if not kept.exists() or not ground.has_database():
        sys.stderr.write("There is no demo in this data. `shouwen serve` makes one.\n")
        return 1
    if options.tokens:
        ground.migrate()
        sys.stdout.write(json.dumps(_tokens(), indent=2) + "\n")
        return 0
    sys.stdout.write(f"password {kept.read_text()}\n")
    for account, english, chinese in DEMO_ACCOUNTS:
        sys.stdout.write(f"  {account:<11} {english:<29} {chinese}\n")
    return 0


def _tokens() -> dict[str, str]:
    """A new token for every account of the demo that is still there; those of before end."""
    actions = import_module("shouwen.apps.people.actions")
    models = import_module("shouwen.apps.people.models")
    actor_of = import_module("shouwen.apps.customers.access").actor_of
    at = datetime.now(UTC)
    issued = {}
    for account, _english, _chinese in DEMO_ACCOUNTS:
        person = models.User.objects.filter(username=account, is_active=True).first()
        if person is None:
            continue
        actor = actor_of(person)
        for former in person.tokens.filter(name=NAME, revoked_at=None):
            actions.revoke_token(actor, former.pk, at=at)
        _token, issued[account] = actions.issue_token(actor, NAME, ["read", "write"], at=at)
    return issued
