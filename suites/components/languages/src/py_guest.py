"""The guest of wit/languages.wit in Python, for componentize-py."""

from componentize_py_types import Err, Ok
from wit_world import exports
from wit_world.exports.greeting import Person
from wit_world.imports.streams import StreamError_Closed
from wit_world.imports.types import (
    Fields,
    IncomingBody,
    IncomingRequest,
    Method_Get,
    Method_Post,
    OutgoingBody,
    OutgoingResponse,
    ResponseOutparam,
)

# What one call of `blocking-write-and-flush` takes at most.
PIECE = 4096


class Greeting(exports.Greeting):
    def greet(self, who: Person) -> str:
        if not who.name:
            raise Err("nobody")
        if who.age is None:
            return f"Hello, {who.name}!"
        return f"Hello, {who.name}, aged {who.age}!"

    def sum(self, values: list[int]) -> int | None:
        total = sum(values)
        return total if -(2**63) <= total < 2**63 else None

    def fold(self, text: str) -> str:
        return text[::-1]


class IncomingHandler(exports.IncomingHandler):
    def handle(self, request: IncomingRequest, response_out: ResponseOutparam) -> None:
        path = (request.path_with_query() or "").split("?")[0]
        match request.method():
            case _ if path != "/":
                answer(response_out, 404, b"not found\n")
            case Method_Get():
                answer(response_out, 200, b"hello from Python\n")
            case Method_Post():
                echo(request, response_out)
            case _:
                answer(response_out, 405, b"")


def head(response_out: ResponseOutparam, status: int, length: int | None) -> OutgoingBody:
    """Sends the status and the headers; what is left is the body."""
    headers = [("content-type", b"text/plain")]
    if length is not None:
        headers.append(("content-length", str(length).encode()))
    response = OutgoingResponse(Fields.from_list(headers))
    response.set_status_code(status)
    body = response.body()
    ResponseOutparam.set(response_out, Ok(response))
    return body


def answer(response_out: ResponseOutparam, status: int, text: bytes) -> None:
    body = head(response_out, status, len(text))
    if text:
        with body.write() as output:
            output.blocking_write_and_flush(text)
    OutgoingBody.finish(body, None)


def echo(request: IncomingRequest, response_out: ResponseOutparam) -> None:
    incoming = request.consume()
    outgoing = head(response_out, 200, None)
    with incoming.stream() as input, outgoing.write() as output:
        try:
            while True:
                output.blocking_write_and_flush(input.blocking_read(PIECE))
        except Err as error:
            if not isinstance(error.value, StreamError_Closed):
                raise
    IncomingBody.finish(incoming)
    OutgoingBody.finish(outgoing, None)
