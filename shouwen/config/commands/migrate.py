"""`shouwen migrate`: bring the database up to this version."""

import argparse

from shouwen.config.commands import ground


def run(arguments: list[str]) -> int:
    argparse.ArgumentParser("shouwen migrate", description=__doc__).parse_args(arguments)
    ground.start()
    ground.migrate()
    return 0
