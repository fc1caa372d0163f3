"""The library as the pages see it: opened once per process, everything derived kept until the library changes."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import streamlit as st

from index.errors import BadOption
from index.library import DocumentInfo, Library, open_library
from index.model import Document, Figure
from qa import lookup, records, settings
from qa.answer.shelf import Shelf
from qa.ask import Asker
from qa.model import Answer, Query, Request
from qa.personal import masked
from qa.web import leaf
from qa.web.config import load
from qa.writing import config as writing
from qa.writing.writer import rewording


def place() -> str:
    """Where the library of this page is."""
    return str(settings.load().library)


def store() -> Library:
    """The library. Raises LibraryMissing."""
    return _store(place())


def edition() -> str:
    """Which library as of which change: the first argument, for the key alone, of everything that is kept by ``st.cache_data``."""
    return f"{store().place}#{store().generation}"


def answer(question: str, context: tuple[str, ...], ask: str | None = None) -> Answer:
    """One answer; the question is logged without personal data where logging is on. ``ask`` is a choice that was picked."""
    found = worded(question, context, ask)
    if settings.load().log_questions:
        _log(question, found)
    return found


def unlogged(question: str, context: tuple[str, ...] = (), ask: str | None = None) -> Answer:
    """The same without a line in the log. Questions that many click (those we suggest) are worked out once."""
    return _answered(edition(), question, context, ask)


def worded(question: str, context: tuple[str, ...] = (), ask: str | None = None) -> Answer:
    """The same in the words of the writer, where there is one: only what somebody asks goes to it."""
    found = unlogged(question, context, ask)
    return _reworded(edition(), question, context, ask, found) if _writing() else found


def shelf() -> Shelf:
    """The library as it is prepared for answering."""
    return _asker(place()).shelf


def query(question: str, context: tuple[str, ...]) -> Query:
    """How a question is read."""
    asker = _asker(place())
    return asker.understood(Request(question=question, context=context), asker.shelf, datetime.date.today().year)


def cell(slots: leaf.Slots) -> leaf.Leaf:
    """A cell of 查阅: asked as the chat asks."""
    return _cell(edition(), slots)


def documents() -> tuple[DocumentInfo, ...]:
    """The catalogue."""
    return store().documents()


def info(document: str) -> DocumentInfo | None:
    """A document of the catalogue by id, None where it is gone."""
    return next((i for i in documents() if i.id == document), None)


def document(identifier: str) -> Document:
    """A document as parsed."""
    return store().document(identifier)


def figure(identifier: str) -> Figure | None:
    """A figure by its id, None where the library has none of this id."""
    found = lookup.figure(store(), identifier)
    return found[0] if found else None


@st.cache_resource(max_entries=64, show_spinner=False)
def figures(edition: str, item: str) -> tuple[Figure, ...]:  # noqa: ARG001
    """Every figure of an item, in all documents."""
    return store().figures(item=item)


def original(identifier: str) -> bytes:
    """The file as it came in."""
    return store().original(identifier)


@st.cache_resource(show_spinner=False)
def _store(where: str) -> Library:
    return open_library(where)


@st.cache_resource(show_spinner=False)
def _asker(where: str) -> Asker:
    return Asker(_store(where))


# An hour, because what a question means may depend on the day it is asked.
@st.cache_resource(max_entries=1000, ttl=3600, show_spinner=False)
def _answered(edition: str, question: str, context: tuple[str, ...], ask: str | None) -> Answer:  # noqa: ARG001
    asker = _asker(place())
    try:
        return asker.ask(Request(question=question, context=context, ask=ask))
    except BadOption:
        if ask is None:
            raise
        # A link made before the figure's document changed: the words still say what is meant.
        return asker.ask(Request(question=question, context=context))


@st.cache_resource(show_spinner=False)
def _writing() -> Callable[[Answer], Answer] | None:
    chosen = writing.load()
    return rewording(chosen) if chosen.address else None


@st.cache_resource(max_entries=1000, ttl=3600, show_spinner=False)
def _reworded(edition: str, question: str, context: tuple[str, ...], ask: str | None, _found: Answer) -> Answer:  # noqa: ARG001
    writer = _writing()
    return writer(_found) if writer else _found


@st.cache_resource(max_entries=50_000, ttl=86_400, show_spinner=False)
def _cell(edition: str, slots: leaf.Slots) -> leaf.Leaf:  # noqa: ARG001
    return leaf.leaf(slots, _asker(place()).ask(leaf.request(slots)))


def _log(question: str, found: Answer) -> None:
    """A question may hold telephone and identity numbers, its line must not."""
    entry = {
        "question": masked(question),
        "status": found.status,
        "kind": found.kind,
        "ms": found.elapsed_ms,
    }
    records.add(store().folder / records.QUESTIONS, entry, load().keep_days)
