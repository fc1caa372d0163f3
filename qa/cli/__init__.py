"""The command line: ``run`` is the console script."""

from qa.cli.main import COMMANDS, main, run

__all__ = ["COMMANDS", "main", "run"]
