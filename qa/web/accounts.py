"""Named accounts for a place without an identity provider: one line each, ``name:argon2 hash``.

``python -m qa.web.accounts FILE NAME`` asks for a password and adds or replaces the account.
"""

from __future__ import annotations

import getpass
import os
import re
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from index.errors import BadOption

SHORTEST = 10  # characters
_NAME = re.compile(r"[\w.@-]{1,64}")


def read(file: Path) -> dict[str, str]:
    """Hashes by name. Raises BadOption where the file cannot be read or a line is none."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise BadOption(f"账号文件 {file} 无法读取") from error
    rows = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    accounts = {name: stored for name, _, stored in (row.partition(":") for row in rows)}
    if not all(_NAME.fullmatch(name) and stored.startswith("$argon2") for name, stored in accounts.items()):
        raise BadOption(f"账号文件 {file} 中有一行不是“账号:摘要”")
    return accounts


def matches(accounts: Mapping[str, str], name: str, password: str) -> bool:
    """Whether a name and a password belong together; an unknown name takes as long as a wrong password."""
    stored = accounts.get(name)
    try:
        return _hasher().verify(stored or _nobody(), password) and stored is not None
    except (VerificationError, InvalidHashError):
        return False


def with_account(file: Path, name: str, password: str) -> None:
    """Add an account or give it a new password; only the owner of the file may read it. Raises BadOption."""
    if not _NAME.fullmatch(name):
        raise BadOption("账号只能用字母、数字、汉字和 . @ - _，不超过 64 个字符")
    if len(password) < SHORTEST:
        raise BadOption(f"密码至少 {SHORTEST} 个字符")
    accounts = read(file) if file.is_file() else {}
    accounts[name] = _hasher().hash(password)
    text = "".join(f"{each}:{stored}\n" for each, stored in sorted(accounts.items()))
    fresh = file.with_name(f"{file.name}.new")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as out:
        out.write(text)
    fresh.replace(file)


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher()


@cache
def _nobody() -> str:
    return _hasher().hash(os.urandom(16).hex())


def main(arguments: list[str]) -> int:
    """Ask twice, write the file."""
    if len(arguments) != 2:
        print("用法：python -m qa.web.accounts 账号文件 账号", file=sys.stderr)
        return 2
    first = getpass.getpass("密码：")
    if first != getpass.getpass("再输一次："):
        print("两次输入不同", file=sys.stderr)
        return 2
    try:
        with_account(Path(arguments[0]), arguments[1], first)
    except BadOption as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
