"""A visitor without a browser: the page's own protocol, for what no browser would send."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

from qa.web.visitors import COOKIE

XSRF = "_streamlit_xsrf"


@dataclass
class Shown:
    """What one run of the page sent: its elements by kind, and the id of its Streamlit session."""

    session: str = ""
    elements: list[Any] = field(default_factory=list)

    def of(self, kind: str) -> list[Any]:
        return [getattr(e, kind) for e in self.elements if e.WhichOneof("type") == kind]

    @property
    def html(self) -> str:
        return "".join(e.body for e in self.of("html"))

    @property
    def told(self) -> str:
        """Everything that people read, as it is sent."""
        return " ".join((self.html, *(e.body for e in (*self.of("alert"), *self.of("markdown")))))

    def keyed(self, kind: str, key: str) -> Any:
        return next(e for e in self.of(kind) if e.id.endswith(f"-{key}"))


class Window:
    """One connection; ``run`` sends the state of widgets and waits until the page has been sent whole."""

    def __init__(self, socket: ClientConnection, page: str) -> None:
        self._socket = socket
        self._page = page
        self.session = ""

    def run(self, *widgets: tuple[str, str, object], query: str = "") -> Shown:
        message = BackMsg()
        message.rerun_script.query_string = query
        message.rerun_script.page_name = self._page
        for identifier, kind, value in widgets:
            state = message.rerun_script.widget_states.widgets.add()
            state.id = identifier
            if kind == "chat":
                state.chat_input_value.data = str(value)
            else:
                setattr(state, kind, value)
        self._socket.send(message.SerializeToString())
        shown = Shown(session=self.session)
        while True:
            data = self._socket.recv(90)
            told = ForwardMsg.FromString(data if isinstance(data, bytes) else data.encode())
            match told.WhichOneof("type"):
                case "new_session":
                    self.session = shown.session = told.new_session.initialize.session_id
                case "delta" if told.delta.WhichOneof("type") == "new_element":
                    shown.elements.append(told.delta.new_element)
                case "delta" if told.delta.WhichOneof("type") == "add_block":
                    block = told.delta.add_block
                    if block.WhichOneof("type") == "expandable":
                        shown.elements.append(Label(block.expandable.label))
                case "script_finished":
                    return shown


class Label:
    """The label of a fold, beside the elements."""

    def __init__(self, label: str) -> None:
        self.fold = self
        self.label = label

    def WhichOneof(self, _: str) -> str:  # noqa: N802
        return "fold"


@contextmanager
def window(address: str, page: str = "", cookie: str = "", resume: str = "", **headers: str) -> Iterator[Window]:
    """A connection of a visitor with a cookie; ``resume`` is the id of a session to take up again."""
    protocols = ["streamlit", *(["x", resume] if resume else [])]
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    if cookie:
        given["Cookie"] = f"{COOKIE}={cookie}"
    stream = f"{address.replace('http', 'ws', 1)}/_stcore/stream"
    with connect(
        stream, subprotocols=protocols, additional_headers=given, max_size=None, open_timeout=20, proxy=None
    ) as socket:
        yield Window(socket, page)


def request(
    url: str, method: str = "GET", data: bytes | Iterator[bytes] | None = None, headers: Mapping[str, str] | None = None
) -> tuple[int, str, Any]:
    """Status, body and headers of an answer, whatever it is."""
    asked = urllib.request.Request(url, data=data, method=method, headers=dict(headers or {}))
    try:
        with urllib.request.urlopen(asked, timeout=20) as answer:
            return answer.status, answer.read().decode(errors="replace"), answer.headers
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode(errors="replace"), error.headers


def xsrf(address: str) -> str:
    """The token with which Streamlit wants an upload to come."""
    told = request(f"{address}/_stcore/health")[2].get_all("Set-Cookie") or []
    return next(each.partition("=")[2].partition(";")[0] for each in told if each.startswith(XSRF))


def cookie_of(address: str) -> str:
    """The cookie that a new visitor is given."""
    told = request(f"{address}/")[2].get_all("Set-Cookie")
    return next(each.partition("=")[2].partition(";")[0] for each in told if each.startswith(COOKIE))


def log_in(address: str, password: str, cookie: str, name: str = "", **headers: str) -> Shown:
    """What the page says to a password."""
    with window(address, "staff", cookie, **headers) as opened:
        shown = opened.run()
        texts = {e.id.rpartition("-")[2]: e.id for e in shown.of("text_input")}
        button = next(e for e in shown.of("button") if e.is_form_submitter)
        told = [(texts["password"], "string_value", password)]
        if "account" in texts:
            told.append((texts["account"], "string_value", name))
        return opened.run(*told, (button.id, "trigger_value", True))
