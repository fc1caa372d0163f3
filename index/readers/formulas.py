"""What a sheet's formulas come to where the file keeps no result: sums and plain arithmetic over cells of the same sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from decimal import Decimal, DecimalException

Place = tuple[int, int]
_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?)|(?P<name>[A-Z]+)(?=\()|(?P<cell>\$?[A-Z]{1,3}\$?\d+)(?::(?P<last>\$?[A-Z]{1,3}\$?\d+))?"
    r"|(?P<sign>[-+*/(),]))"
)
_CELL = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)")
_REFERENCE = re.compile(r"(?<![A-Z$])(\$?)([A-Z]{1,3})(\$?)(\d+)(?![\d(])")
_LARGEST = 200_000  # cells in one range
_DEEPEST = 60
_SUBTOTAL = (9, 109)


def column_number(letters: str) -> int:
    """A → 0, Z → 25, AA → 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def moved(formula: str, down: int, across: int) -> str:
    """A shared formula as it holds for a cell so much further down and to the right."""

    def shift(found: re.Match[str]) -> str:
        column, row = column_number(found[2]), int(found[4])
        column = column if found[1] else column + across
        row = row if found[3] else row + down
        return f"{found[1]}{_letters(column)}{found[3]}{row}"

    return _REFERENCE.sub(shift, formula)


def _letters(column: int) -> str:
    letters = ""
    column += 1
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def place_of(reference: str) -> Place:
    """(row, column) from 0."""
    found = _CELL.fullmatch(reference)
    assert found is not None
    return int(found[2]) - 1, column_number(found[1])


class Results:
    """Works formulas out; ``numbers`` are the cells that hold numbers, ``formulas`` those that have to be worked out."""

    def __init__(self, numbers: Mapping[Place, Decimal], formulas: Mapping[Place, str]) -> None:
        self._numbers, self._formulas = numbers, formulas
        self._known: dict[Place, Decimal | None] = {}

    def at(self, place: Place, depth: int = 0) -> Decimal | None:
        """The number in a cell: kept, worked out, 0 where it is blank; None where it cannot be told."""
        if place not in self._formulas:
            return self._numbers.get(place, Decimal(0))
        if place not in self._known:
            self._known[place] = None  # a circle comes to nothing
            if depth < _DEEPEST:
                with suppress(ValueError, DecimalException):
                    self._known[place] = _Reading(self, self._formulas[place], depth + 1).value()
        return self._known[place]


class _Reading:
    def __init__(self, results: Results, formula: str, depth: int) -> None:
        self._results, self._depth = results, depth
        self._tokens = list(_tokens(formula.lstrip("=")))
        self._at = 0

    def value(self) -> Decimal:
        number = self._sum()
        if self._at != len(self._tokens):
            raise ValueError
        return number

    def _next(self) -> re.Match[str]:
        if self._at >= len(self._tokens):
            raise ValueError
        self._at += 1
        return self._tokens[self._at - 1]

    def _is(self, signs: str) -> str:
        sign = self._tokens[self._at]["sign"] if self._at < len(self._tokens) else None
        return sign if sign and sign in signs else ""

    def _sum(self) -> Decimal:
        number = self._product()
        while sign := self._is("+-"):
            self._at += 1
            other = self._product()
            number = number + other if sign == "+" else number - other
        return number

    def _product(self) -> Decimal:
        number = self._factor()
        while sign := self._is("*/"):
            self._at += 1
            other = self._factor()
            number = number * other if sign == "*" else number / other
        return number

    def _factor(self) -> Decimal:
        if self._is("-"):
            self._at += 1
            return -self._factor()
        token = self._next()
        if token["number"]:
            return Decimal(token["number"])
        if token["cell"] and not token["last"]:
            return self._cell(place_of(token["cell"]))
        if token["sign"] == "(":
            number = self._sum()
            self._close()
            return number
        if token["name"] in ("SUM", "SUBTOTAL"):
            return self._total(token["name"])
        raise ValueError

    def _close(self) -> None:
        if self._next()["sign"] != ")":
            raise ValueError

    def _total(self, name: str) -> Decimal:
        if self._next()["sign"] != "(":
            raise ValueError
        if name == "SUBTOTAL":
            kind = self._next()["number"]
            if not kind or int(kind) not in _SUBTOTAL or self._next()["sign"] != ",":
                raise ValueError
        total = Decimal(0)
        while True:
            token = self._tokens[self._at] if self._at < len(self._tokens) else None
            if token is not None and token["last"]:
                self._at += 1
                total += sum((self._cell(place) for place in _range(token)), Decimal(0))
            else:
                total += self._sum()
            sign = self._next()["sign"]
            if sign == ")":
                return total
            if sign != ",":
                raise ValueError

    def _cell(self, place: Place) -> Decimal:
        number = self._results.at(place, self._depth)
        if number is None:
            raise ValueError
        return number


def _tokens(formula: str) -> Iterator[re.Match[str]]:
    at = 0
    while at < len(formula.rstrip()):
        found = _TOKEN.match(formula, at)
        if found is None:
            raise ValueError
        yield found
        at = found.end()


def _range(token: re.Match[str]) -> Iterator[Place]:
    (top, left), (bottom, right) = place_of(token["cell"]), place_of(token["last"])
    if (bottom - top + 1) * (right - left + 1) > _LARGEST:
        raise ValueError
    yield from ((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))
