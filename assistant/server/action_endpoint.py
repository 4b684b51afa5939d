"""The way from Rasa to the action server, over connections that are kept open."""

from __future__ import annotations

from typing import Any

import aiohttp
from rasa.utils.endpoints import ClientResponseError, EndpointConfig, concat_url


class KeptOpenEndpoint(EndpointConfig):
    """Rasa opens a new session, and with it a new connection, for each action call; this one keeps its own."""

    _kept: aiohttp.ClientSession | None = None

    @classmethod
    def like(cls, other: EndpointConfig) -> KeptOpenEndpoint:
        """The same endpoint, kept open."""
        return cls(
            other.url,
            other.params,
            other.headers,
            other.basic_auth,
            other.token,
            other.token_name,
            other.cafile,
            type=other.type,
            **other.kwargs,
        )

    async def request(
        self,
        method: str = "post",
        subpath: str | None = None,
        content_type: str | None = "application/json",
        compress: bool = False,
        **kwargs: Any,
    ) -> Any:
        """Sends a request and returns the JSON it is answered with."""
        if self.cafile:
            return await super().request(method, subpath, content_type, compress, **kwargs)
        if self._kept is None or self._kept.closed:
            self._kept = self.session()
        headers = {"Content-Type": content_type or "application/json", **kwargs.pop("headers", {}), **self.headers}
        async with self._kept.request(
            method,
            concat_url(self.url, subpath),
            headers=headers,
            params=self.combine_parameters(kwargs),
            compress=compress,
            **kwargs,
        ) as response:
            if response.status >= 400:
                raise ClientResponseError(response.status, response.reason, await response.content.read())
            return await response.json()

    async def close(self) -> None:
        """Closes the connections."""
        if self._kept is not None:
            await self._kept.close()
