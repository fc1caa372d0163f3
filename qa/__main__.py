"""``python -m qa`` is ``budgetqa``."""

from qa.cli import run

if __name__ == "__main__":
    run()
