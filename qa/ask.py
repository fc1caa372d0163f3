"""The asking line: text → Query → Outcome → Answer."""

from __future__ import annotations

import datetime
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from index.errors import BadOption
from index.language.fold import fold_text
from index.library import Store
from qa.answer.choices import figure_of, unknown
from qa.answer.evidence import ranked_for
from qa.answer.kinds import told
from qa.answer.outcome import Found, Missing, Outcome, Reading
from qa.answer.shelf import Shelf
from qa.chosen import in_its_words, within
from qa.composed import composed, offered
from qa.decide import by_rules, decide
from qa.guard import guarded
from qa.model import Answer, Query, Request
from qa.question.compound import questions_in
from qa.question.pairs import may_ask_two, pairs_in
from qa.question.spelling import Respelt, respelt
from qa.question.thread import continues, merge, together
from qa.question.topic import with_default_topic
from qa.question.understand import understand
from qa.ranking.explain import Candidate, explain
from qa.ranking.model import Model

LONGEST = 2000
_TRIES = 20  # a library may be written to all the while
# Kinds of a further question that may stay without an answer; others need the figures of the first to be told.
_ALONE = frozenset({"reason", "figure", "count", "list", "composition", "duty", "definition", "passage"})
_LOG = logging.getLogger("budgetqa.guard")


class Asker:
    """Answers questions over one store; keeps what it has prepared until the store changes. Safe to share.

    ``trained`` replaces the model that ships: one that has not seen a family of documents, for measuring.
    """

    def __init__(self, store: Store, trained: Model | None = None) -> None:
        self._store = store
        self._trained = trained
        self._shelf: Shelf | None = None

    @property
    def shelf(self) -> Shelf:
        """The prepared view of the store as it is now."""
        if self._shelf is None or self._shelf.generation != self._store.generation:
            self._shelf = Shelf(self._store, self._trained)
        return self._shelf

    def ask(self, request: Request, *, today: int | None = None) -> Answer:
        """Answer one question. ``today`` is the year of asking, this year by default.

        Raises BadOption for an empty question, one of more than 2,000 characters, an unknown document, or a token
        (``request.ask``) that this program did not give.
        """
        began = time.perf_counter()
        if request.ask is not None:
            return self._picked(request, figure_of(request.ask), began)
        if not request.question.strip():
            raise BadOption("问题是空的，请输入要查的内容")
        if len(request.question) > LONGEST:
            raise BadOption(f"问题太长（{len(request.question)}字），请控制在{LONGEST}字以内")
        year = today or datetime.date.today().year
        answer = self._steady(lambda: self._each(request, year) or self._one(request, year))
        return replace(answer, elapsed_ms=round((time.perf_counter() - began) * 1000, 1))

    def explained(self, request: Request, *, today: int | None = None) -> tuple[Candidate, ...]:
        """The first figures that may be meant by a question about one body, each with what speaks for and against it; () for a
        question about none or several. Whatever the answer came from: this is what the ranking says."""
        shelf = self.shelf
        query = self.understood(request, shelf, today or datetime.date.today().year)
        if request.document:
            query, shelf, _ = within(request.document, query, shelf)
        else:
            query = in_its_words(query, shelf)
        if len(query.orgs) != 1 or query.org_open or query.unknown_org:
            return ()
        rules = by_rules(query, shelf)
        found = rules.figures[0] if isinstance(rules, Found) and rules.figures else None
        return explain(ranked_for(query, shelf, found), shelf.trained)

    def _steady(self, answer: Callable[[], Answer]) -> Answer:
        """An answer, asked for again where what it was read from was taken out or replaced meanwhile."""
        for _ in range(_TRIES):
            before = self._store.generation
            try:
                return answer()
            except BadOption:
                raise
            except Exception:
                if self._store.generation == before:
                    raise
        return answer()

    def _picked(self, request: Request, identifier: str, began: float) -> Answer:
        """The answer that a choice stands for: exactly this figure."""
        shelf = self.shelf
        info = shelf.named(identifier.partition("-")[0])
        figure = next((f for f in self._store.figures_of(info.id) if f.id == identifier), None) if info else None
        if figure is None:
            raise unknown()
        query = Query(text=request.question, original=request.question, kind="figure", orgs=(figure.org,))
        answer = _answer(request, query, told(query, shelf, Reading(figure=figure)), shelf)
        return replace(answer, elapsed_ms=round((time.perf_counter() - began) * 1000, 1))

    def _each(self, request: Request, today: int) -> Answer | None:
        """The answers to several questions of one line as one, headed by the first; None unless the first has an answer
        and none of the others must be asked back. What is not found for another is said."""
        asked = questions_in(request.question)
        follows = len(asked) > 1
        if not follows and may_ask_two(request.question):
            asked = pairs_in(self.understood(request, self.shelf, today))
        if len(asked) < 2:
            return None
        answers: list[Answer] = []
        for place, question in enumerate(asked):
            earlier = asked[:place] if follows else ()
            one = self._one(replace(request, question=question, context=(*request.context, *earlier)), today)
            unsaid = place > 0 and one.status == "not_found" and one.kind in _ALONE
            if one.status != "answered" and not unsaid:
                return None
            answers.append(one)
        return _together(request, answers)

    def _one(self, request: Request, today: int) -> Answer:
        answer, outcome = self._read(request, today)
        unnamed = isinstance(outcome, Missing) and outcome.slot == "item"
        put_right = respelt(request.question) if unnamed or answer.status == "answered" else None
        if put_right is None:
            return answer
        if not unnamed:  # the evidence met it by the words around it: it says all the same what was read as what
            meant = put_right.meant in answer.text and fold_text(put_right.written) not in fold_text(answer.text)
            return _as_typed(answer, request.question, put_right) if meant else answer
        again, _ = self._read(replace(request, question=put_right.question), today)
        return _as_typed(again, request.question, put_right) if again.status == "answered" else answer

    def _read(self, request: Request, today: int) -> tuple[Answer, Outcome]:
        """The answer to a question as it is written, and what it rests on."""
        shelf = self.shelf
        query = self.understood(request, shelf, today)
        said: tuple[str, ...] = ()
        if request.document:
            query, shelf, said = within(request.document, query, shelf)
        else:
            query = in_its_words(query, shelf)
        outcome = decide(query, shelf)
        answer = _answer(request, query, outcome, shelf)
        return replace(answer, warnings=(*answer.warnings, *said)), outcome

    def understood(self, request: Request, shelf: Shelf, today: int) -> Query:
        world = shelf.world(today)
        if request.document and (info := shelf.named(request.document)) is not None:
            # Of a document chosen what it prints is known, whoever the question names.
            world = replace(world, labels_of=lambda _: shelf.labels_in(info), labels_always=True)
        query = understand(request, world)
        before: list[Query] = []
        for question in (*request.context, None):
            said = understand(replace(request, question=question, context=()), world) if question else query
            before.append(merge(before[-1], together(before, said)) if before and continues(said) else said)
        return with_default_topic(before[-1])


def ask(store: Store, request: Request, *, today: int | None = None) -> Answer:
    """Answer one question over a store (see ``Asker`` for asking many)."""
    return Asker(store).ask(request, today=today)


def _together(request: Request, answers: Sequence[Answer]) -> Answer:
    """One answer of several: the first one's headline, everyone's text, figures, passages and warnings."""
    first = answers[0]
    return replace(
        first,
        question=request.question,
        text="".join(dict.fromkeys(a.text for a in answers)),
        figures=tuple(dict.fromkeys(f for a in answers for f in a.figures)),
        parts=first.parts,
        passages=tuple(dict.fromkeys(p for a in answers for p in a.passages)),
        warnings=tuple(dict.fromkeys(w for a in answers for w in a.warnings)),
        understood=tuple(dict.fromkeys(u for a in answers for u in a.understood)),
        suggestions=answers[-1].suggestions,
    )


def _as_typed(answer: Answer, question: str, put_right: Respelt) -> Answer:
    """The answer to a question put right, as one to the question that was typed: it says what was read as what."""
    return replace(
        answer,
        question=question,
        text=f"（“{put_right.written}”按“{put_right.meant}”理解）{answer.text}",
        understood=(*answer.understood, ("内容", put_right.meant, "同音")),
    )


def _answer(request: Request, query: Query, outcome: Outcome, shelf: Shelf) -> Answer:
    """The answer with its citations, or a refusal where it shows a digit that none of them bears out."""
    answer = composed(request, query, outcome, shelf)
    checked, faults = guarded(answer, query, offered(answer, shelf))
    if faults:
        told = ", ".join(f"{fault.where} {fault.digits}" for fault in faults)
        _LOG.error("answer withheld, digits without a source: %s; status %s, kind %s", told, answer.status, answer.kind)
    return checked
