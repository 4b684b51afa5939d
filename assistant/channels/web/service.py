"""What the web channel does, whatever the shape of the request: API and pages both stand on this."""

from __future__ import annotations

from dataclasses import dataclass

from sanic.request import Request
from sanic.response import HTTPResponse

from assistant.channels import guard, lines
from assistant.channels.guard import Refused
from assistant.channels.turn import Handler
from assistant.channels.web import callers
from assistant.channels.web.options import WebOptions
from assistant.channels.web.rates import Rates
from assistant.channels.web.signing import Signer, key_of, new_session
from assistant.channels.web.turns import Turns
from assistant.metrics import METRICS
from assistant.privacy import masker
from assistant.settings import Settings
from assistant.store import conversations, voices
from assistant.store.database import Database, url_of
from assistant.store.records import Feedback, Turn, Verdict

COOKIE = "psa_session"
REASON_LENGTH = 500
_HOUR = 3600.0


@dataclass(frozen=True)
class Session:
    """A session as the caller sees it. ``foreign``: origin of an embedding page, which carries the token itself."""

    id: str
    token: str
    foreign: str | None
    resumed: bool


class Service:
    """Sessions, messages, feedback and deletion, with their limits."""

    def __init__(self, options: WebOptions, settings: Settings, handle: Handler) -> None:
        self.options = options
        self._rates = Rates(options)
        self._signer = Signer(key_of(options.key), options.session_hours * _HOUR)
        url = url_of(settings.endpoints)
        self.database = Database(url if url is not None else f"sqlite:///{settings.tracker_db}")
        self._turns = Turns(handle, self.database, lines.load(), settings.answer_seconds)
        masker()  # built now and not while the first person waits

    async def session(self, request: Request) -> Session:
        """The session that the request proves to belong to.

        Raises:
            Refused: there is none, it is not ours, or it has ended.
        """
        foreign = callers.origin(request, self.options.origins)
        session = self._signer.read(self._token(request, foreign))
        if session is None:
            raise Refused(401, "no_session", "There is no conversation. Please start one.")
        return Session(session, "", foreign, True)

    async def start(self, request: Request) -> Session:
        """Resumes the caller's session with a fresh token, or starts one."""
        foreign = callers.origin(request, self.options.origins)
        session = self._signer.read(self._token(request, foreign))
        if session is not None:
            try:
                known = session
                await self.database.run(lambda connection: conversations.touch(connection, known))
                return Session(session, self._signer.issue(session), foreign, True)
            except conversations.NoSessionError:
                pass
        await self._rates.spend("start", callers.address(request, self.options.proxies))
        fresh = new_session()
        await self.database.run(lambda connection: conversations.start(connection, fresh))
        return Session(fresh, self._signer.issue(fresh), foreign, False)

    async def ask(self, request: Request, session: Session, text: object, message: str) -> Turn:
        """One message and its answer.

        Raises:
            Refused: too much, too long, or no text.
            NoSessionError: the session has been deleted.
        """
        await self._rates.spend("session", session.id)
        await self._rates.spend("address", callers.address(request, self.options.proxies))
        accepted = guard.check(text, session.id, self.options.message_limit)
        return await self._turns.ask(session.id, message, accepted)

    async def history(self, session: Session) -> list[Turn]:
        """The turns since the last restart."""
        return await self.database.run(lambda connection: conversations.history(connection, session.id))

    async def restart(self, session: Session) -> None:
        """Forgets what was spoken of."""
        await self.database.run(lambda connection: conversations.restart(connection, session.id))

    async def forget(self, session: Session) -> None:
        """Deletes the conversation."""
        await self._turns.forget(session.id)

    async def rate(
        self, request: Request, session: Session, message: str, verdict: Verdict | None, reason: str
    ) -> None:
        """Keeps feedback on an answer; none takes it back.

        Raises:
            Refused: there is no such answer in this conversation.
        """
        await self._rates.spend("session", f"feedback {session.id}")
        await self._rates.spend("address", callers.address(request, self.options.proxies))
        turn = await self.database.run(lambda connection: conversations.find(connection, session.id, message))
        if turn is None or turn.answer is None:
            raise Refused(404, "no_such_message", "There is no such answer in this conversation.")
        if verdict is None:
            await self.database.run(lambda connection: voices.take_back(connection, session.id, message))
            return
        answer = turn.answer
        given = Feedback(
            channel="web",
            conversation=session.id,
            message=message,
            verdict=verdict,
            question=turn.question,
            answer=answer["text"],
            reason=masker().mask(guard.clean(reason)).text,
            kind=answer.get("kind"),
            facts=tuple(answer.get("facts") or ()),
        )
        await self.database.run(lambda connection: voices.keep_feedback(connection, given))
        METRICS.feedback.labels("web", verdict).inc()

    def set_cookie(self, request: Request, response: HTTPResponse, session: Session) -> None:
        """Gives our own pages the token where scripts cannot read it."""
        response.cookies[COOKIE] = session.token
        cookie = response.cookies[COOKIE]
        cookie["httponly"] = True
        cookie["samesite"] = "Lax"
        cookie["path"] = "/"
        cookie["max-age"] = int(self.options.session_hours * _HOUR)
        if callers.is_https(request, self.options.proxies):
            cookie["secure"] = True

    @staticmethod
    def _token(request: Request, foreign: str | None) -> str | None:
        header = request.headers.get("authorization", "")
        if header.lower().startswith("bearer "):
            return str(header[7:].strip())
        # a cookie says nothing about the page that calls: it counts for our own pages only
        return None if foreign else request.cookies.get(COOKIE)
