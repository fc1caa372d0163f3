"""The error tree: what was promised and failed.

::

    BudgetqaError
    ├── InputError            the call or the input is wrong: one line, exit code 2
    │   ├── UnreadableFile    a file that cannot be taken in (``file``, ``reason``)
    │   │   └── UnsupportedFormat   no reader for this kind of file
    │   ├── BadBatchLine      a line of a batch file that is no question (``line`` counts from 1)
    │   └── BadOption         an option whose value means nothing here
    └── LibraryError          the library cannot be used as it is
        ├── LibraryMissing    there is no library at this place
        ├── SchemaMismatch    made by another version of budgetqa
        ├── DamagedLibrary    what it holds is not what was put in: never answered from
        └── EmbedderMismatch  its vectors were made by another embedder

What may well happen (a refused file in a folder, a failed check, an open question) is a value, not an error.
Messages are in Chinese: people see them.
"""

from __future__ import annotations

from collections.abc import Iterable


class BudgetqaError(Exception):
    """Root of every error that budgetqa raises on purpose."""


class InputError(BudgetqaError):
    """The call or the input is wrong."""


class UnreadableFile(InputError):
    """A file that cannot be taken in; ``reason`` is one Chinese clause."""

    def __init__(self, file: str, reason: str) -> None:
        super().__init__(f"{file}：{reason}")
        self.file = file
        self.reason = reason


class UnsupportedFormat(UnreadableFile):
    """No reader is registered for this kind of file."""

    def __init__(self, file: str, known: Iterable[str]) -> None:
        super().__init__(file, f"不支持的文件格式（支持：{'、'.join(known)}）")


class BadBatchLine(InputError):
    """A line of a batch file that is no question; ``line`` counts from 1."""

    def __init__(self, file: str, line: int, reason: str) -> None:
        super().__init__(f"{file} 第 {line} 行：{reason}")
        self.line = line


class BadOption(InputError):
    """An option whose value means nothing here."""


class LibraryError(BudgetqaError):
    """The library cannot be used as it is."""


class LibraryMissing(LibraryError):
    """There is no library at this place."""


class SchemaMismatch(LibraryError):
    """The library was made by another version of budgetqa."""


class DamagedLibrary(LibraryError):
    """What the library holds is not what was put in; ``what`` says of which part."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"资料库已损坏：{what}与写入时不同。请用 budgetqa verify 查看，用 budgetqa restore 由备份恢复，"
            "或用 budgetqa rebuild --reread 由库中原件重读"
        )
        self.what = what


class EmbedderMismatch(LibraryError):
    """The vectors of the library were made by another embedder."""
