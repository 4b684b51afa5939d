"""Pages: the demonstration, the conversation without JavaScript, and the statements on accessibility and privacy."""

from __future__ import annotations

import uuid
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from assistant.channels.guard import Refused
from assistant.channels.notices import notice, texts
from assistant.channels.web import api, callers
from assistant.channels.web.files import STATIC, WIDGET
from assistant.channels.web.service import COOKIE, REASON_LENGTH, Service, Session
from assistant.channels.web.shown import moment, safe_address
from assistant.store.conversations import NoSessionError
from assistant.store.records import Verdict

View = Callable[[Request], Awaitable[HTTPResponse]]
_TEMPLATES = Environment(
    loader=FileSystemLoader(STATIC.with_name("templates")), autoescape=True, undefined=StrictUndefined, trim_blocks=True
)
_TEMPLATES.filters["moment"] = moment
_TEMPLATES.filters["safe_address"] = safe_address
_TEMPLATES.globals["masked_notice"] = notice


def mount(routes: Blueprint, service: Service) -> None:
    """Adds the pages to the blueprint."""

    def get(path: str, name: str) -> None:
        async def show(request: Request) -> HTTPResponse:
            scheme = "https" if callers.is_https(request, service.options.proxies) else "http"
            return _page(
                f"{name}.html",
                here=path,
                address=f"{scheme}://{request.host}",
                options=service.options,
                widget_is_built=(WIDGET / "launcher.js").is_file(),
            )

        routes.add_route(show, path, methods=["GET", "HEAD"], name=f"page_{name}")

    get("/", "home")
    get("/accessibility", "accessibility")
    get("/privacy", "privacy")

    async def conversation(request: Request, error: Refused | None = None, typed: str = "") -> HTTPResponse:
        turns = []
        with suppress(Refused, NoSessionError):  # nobody has asked anything yet
            turns = await service.history(await service.session(request))
        page = _page(
            "chat.html",
            here="/chat",
            turns=turns,
            message=uuid.uuid4().hex,
            limit=service.options.message_limit,
            reason_limit=REASON_LENGTH,
            error=error.reason if error else "",
            typed=typed[: 4 * service.options.message_limit],
            said=request.args.get("said", ""),
        )
        page.status = error.status if error else 200
        return page

    routes.add_route(conversation, "/chat", methods=["GET", "HEAD"], name="chat")

    def form(path: str) -> Callable[[View], None]:
        def add(view: View) -> None:
            async def act(request: Request) -> HTTPResponse:
                typed = ""
                try:
                    callers.origin(request, ())
                    if len(request.body) > api.BODY_BYTES:
                        raise Refused(413, "body_too_large", f"The request is larger than {api.BODY_BYTES // 1024} kB.")
                    typed = _field(request, "text")
                    return await view(request)
                except Refused as error:
                    return await conversation(request, error, typed)
                except NoSessionError:
                    return response.redirect("/chat", status=303)

            routes.add_route(act, path, methods=["POST"], name="form" + path.replace("/", "_"))

        return add

    @form("/chat")
    async def ask(request: Request) -> HTTPResponse:
        session = await service.start(request)
        message = _field(request, "message")
        if not api.MESSAGE_ID.fullmatch(message):
            message = uuid.uuid4().hex
        await service.ask(request, session, _field(request, "text"), message)
        result = response.redirect("/chat#latest", status=303)
        service.set_cookie(request, result, session)
        return result

    @form("/chat/feedback")
    async def rate(request: Request) -> HTTPResponse:
        session = await service.session(request)
        given = _field(request, "verdict")
        verdict: Verdict | None = "up" if given == "up" else "down" if given == "down" else None
        await service.rate(
            request, session, _field(request, "message"), verdict, _field(request, "reason")[:REASON_LENGTH]
        )
        return response.redirect("/chat?said=feedback#said", status=303)

    @form("/chat/restart")
    async def restart(request: Request) -> HTTPResponse:
        await service.restart(await service.session(request))
        return response.redirect("/chat?said=restarted#said", status=303)

    @form("/chat/delete")
    async def forget(request: Request) -> HTTPResponse:
        session: Session = await service.session(request)
        await service.forget(session)
        result = response.redirect("/chat?said=deleted#said", status=303)
        del result.cookies[COOKIE]
        result.cookies[COOKIE]["path"] = "/"
        return result


def _field(request: Request, name: str) -> str:
    values: dict[str, Any] = request.form or {}
    return str((values.get(name) or [""])[0]) if isinstance(values.get(name), list) else str(values.get(name) or "")


def _page(template: str, **values: Any) -> HTTPResponse:
    return response.html(_TEMPLATES.get_template(template).render(texts=texts(), **values))
