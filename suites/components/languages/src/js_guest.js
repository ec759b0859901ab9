// The guest of wit/languages.wit in JavaScript, for componentize-js.
//
// The handler is written against wasi:http itself. The usual way, a listener of `fetch` events, is bound by
// componentize-js 0.23.0 to wasi:http 0.2.10, asks for more of WASI, and serves one request only per instance.
import {
  Fields,
  IncomingBody,
  OutgoingBody,
  OutgoingResponse,
  ResponseOutparam,
} from 'wasi:http/types@0.2.12';

export const greeting = {
  greet({ name, age }) {
    if (name === '') throw 'nobody';
    return age === undefined ? `Hello, ${name}!` : `Hello, ${name}, aged ${age}!`;
  },
  sum(values) {
    const sum = values.reduce((sum, value) => sum + value, 0n);
    return BigInt.asIntN(64, sum) === sum ? sum : undefined;
  },
  fold(text) {
    return [...text].reverse().join('');
  },
};

// What one call of `blocking-write-and-flush` takes at most.
const PIECE = 4096n;

export const incomingHandler = {
  handle(request, out) {
    const path = (request.pathWithQuery() ?? '').split('?')[0];
    const method = request.method().tag;
    if (path !== '/') answer(out, 404, 'not found\n');
    else if (method === 'get') answer(out, 200, 'hello from JavaScript\n');
    else if (method === 'post') echo(request, out);
    else answer(out, 405, '');
    request[Symbol.dispose]();
  },
};

// Sends the status and the headers; what is left is the body.
function head(out, status, length) {
  const headers = [['content-type', bytes('text/plain')]];
  if (length !== undefined) headers.push(['content-length', bytes(`${length}`)]);
  const response = new OutgoingResponse(Fields.fromList(headers));
  response.setStatusCode(status);
  const body = response.body();
  ResponseOutparam.set(out, { tag: 'ok', val: response });
  return body;
}

function answer(out, status, text) {
  const content = bytes(text);
  const body = head(out, status, content.length);
  if (content.length > 0) {
    const output = body.write();
    output.blockingWriteAndFlush(content);
    output[Symbol.dispose]();
  }
  OutgoingBody.finish(body, undefined);
}

function echo(request, out) {
  const incoming = request.consume();
  const input = incoming.stream();
  const body = head(out, 200, undefined);
  const output = body.write();
  try {
    for (;;) output.blockingWriteAndFlush(input.blockingRead(PIECE));
  } catch (error) {
    if (error.payload?.tag !== 'closed') throw error;
  }
  input[Symbol.dispose]();
  output[Symbol.dispose]();
  IncomingBody.finish(incoming)[Symbol.dispose]();
  OutgoingBody.finish(body, undefined);
}

function bytes(text) {
  return new TextEncoder().encode(text);
}
