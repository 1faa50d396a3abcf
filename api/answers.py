"""An answer in chunks, compressed where the client likes it."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence

from anyio import to_thread
from fastapi import Request, Response
from starlette.types import Receive, Scope, Send

_WORTH_IT = 1024
_GZIP = 16 + zlib.MAX_WBITS


class ChunkedAnswer(Response):
    """Bytes that are all there, sent piece by piece: a slow client holds up nobody."""

    def __init__(self, chunks: Sequence[bytes], media_type: str, headers: Mapping[str, str] | None = None) -> None:
        is_text = media_type.startswith("text/")
        kind = f"{media_type}; charset=utf-8" if is_text else media_type
        super().__init__(None, headers={**(headers or {}), "Content-Type": kind})
        self.chunks = chunks
        self.headers["Content-Length"] = str(sum(map(len, chunks)))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Sends it."""
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        *chunks, last = ([] if scope["method"] == "HEAD" else self.chunks) or [b""]
        for chunk in chunks:
            await send({"type": "http.response.body", "body": chunk, "more_body": True})
        await send({"type": "http.response.body", "body": last})


async def answer_in_chunks(
    request: Request, chunks: Sequence[bytes], media_type: str, headers: Mapping[str, str] | None = None
) -> ChunkedAnswer:
    """The answer, gzipped where ``Accept-Encoding`` has it and there is enough to gain."""
    headers = {"Vary": "Accept, Accept-Encoding", **(headers or {})}
    if sum(map(len, chunks)) >= _WORTH_IT and _takes_gzip(request):
        chunks = await to_thread.run_sync(_compressed, chunks)
        headers["Content-Encoding"] = "gzip"
    return ChunkedAnswer(chunks, media_type, headers)


def _takes_gzip(request: Request) -> bool:
    for element in request.headers.get("accept-encoding", "").split(","):
        name, _, parameter = element.strip().lower().partition(";")
        if name.strip() == "gzip":
            return parameter.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False


def _compressed(chunks: Sequence[bytes]) -> list[bytes]:
    packer = zlib.compressobj(1, zlib.DEFLATED, _GZIP)
    packed = [piece for chunk in chunks if (piece := packer.compress(chunk))]
    return [*packed, packer.flush()]
