// The guest of wit/languages.wit in C, without bindings made by a generator: see canonical.h.
#include "canonical.h"

// -- greeting --------------------------------------------------------------------------------------------------------

#define GREETING(name) EXPORT("wassay:languages/greeting@1.0.0#" name)
#define AFTER(name) EXPORT("cabi_post_wassay:languages/greeting@1.0.0#" name)

// `result<string, string>`
typedef struct {
  uint8_t failed;
  list text;
} greeting;

static void put(list *text, const void *at, size_t length) {
  __builtin_memcpy(text->at + text->length, at, length);
  text->length += length;
}

static void put_number(list *text, uint32_t number) {
  uint8_t digits[10];
  size_t first = sizeof digits;
  do {
    digits[--first] = (uint8_t)('0' + number % 10);
    number /= 10;
  } while (number > 0);
  put(text, digits + first, sizeof digits - first);
}

#define PUT(text, words) put(text, words, sizeof(words) - 1)

GREETING("greet")
greeting *greet(uint8_t *name, size_t length, int32_t has_age, uint32_t age) {
  static greeting answer;
  answer.text.at = cabi_realloc(NULL, 0, 1, length + 32);
  answer.text.length = 0;
  answer.failed = length == 0;
  if (answer.failed) {
    PUT(&answer.text, "nobody");
    return &answer;
  }
  PUT(&answer.text, "Hello, ");
  put(&answer.text, name, length);
  if (has_age) {
    PUT(&answer.text, ", aged ");
    put_number(&answer.text, age);
  }
  PUT(&answer.text, "!");
  return &answer;
}

AFTER("greet") void after_greet(greeting *answer) { heap = &__heap_base; }

// `option<s64>`
typedef struct {
  uint8_t some;
  int64_t value;
} total;

GREETING("sum")
total *sum(const int64_t *values, size_t count) {
  static total answer;
  __int128 sum = 0;
  for (size_t index = 0; index < count; index++) {
    sum += values[index];
  }
  answer.value = (int64_t)sum;
  answer.some = answer.value == sum;
  heap = &__heap_base;
  return &answer;
}

GREETING("fold")
list *fold(const uint8_t *text, size_t length) {
  static list answer;
  answer.at = cabi_realloc(NULL, 0, 1, length);
  answer.length = length;
  uint8_t *to = answer.at + length;
  for (size_t start = 0; start < length;) {
    size_t end = start + 1;
    while (end < length && (text[end] & 0xc0) == 0x80) {
      end++;
    }
    to -= end - start;
    __builtin_memcpy(to, text + start, end - start);
    start = end;
  }
  return &answer;
}

AFTER("fold") void after_fold(list *answer) { heap = &__heap_base; }

// -- wasi:http/incoming-handler --------------------------------------------------------------------------------------

enum { GET = 0, POST = 2 };

// What a result holds; a failure ends the guest.
static handle value(result result) {
  if (result.failed) {
    __builtin_trap();
  }
  return result.value;
}

enum { UNKNOWN = -1 };

// Sends the status and the headers; what is left is the body.
static handle head(handle out, int32_t status, int32_t length) {
  result done;
  handle headers = fields_new();
  fields_append(headers, "content-type", 12, "text/plain", 10, &done);
  value(done);
  if (length != UNKNOWN) {
    uint8_t digits[10];
    list text = {digits, 0};
    put_number(&text, (uint32_t)length);
    fields_append(headers, "content-length", 14, (const char *)text.at, text.length, &done);
    value(done);
  }
  handle response = response_new(headers);
  response_status(response, status);
  response_body(response, &done);
  handle body = value(done);
  outparam_set(out, 0, response, 0, 0, 0, 0, 0, 0);
  return body;
}

static void finish(handle body) {
  result done;
  outgoing_finish(body, 0, 0, &done);
  value(done);
}

static void answer(handle out, int32_t status, const char *text, size_t length) {
  result done;
  handle body = head(out, status, (int32_t)length);
  if (length > 0) {
    outgoing_write(body, &done);
    handle output = value(done);
    stream_write(output, (const uint8_t *)text, length, &done);
    value(done);
    output_drop(output);
  }
  finish(body);
}

#define ANSWER(out, status, text) answer(out, status, text, sizeof(text) - 1)

static void echo(handle request, handle out) {
  result done;
  request_consume(request, &done);
  handle incoming = value(done);
  incoming_stream(incoming, &done);
  handle input = value(done);
  handle outgoing = head(out, 200, UNKNOWN);
  outgoing_write(outgoing, &done);
  handle output = value(done);
  for (;;) {
    uint8_t *before = heap;
    read_result piece;
    stream_read(input, 4096, &piece);
    if (piece.failed) {
      if (!piece.closed) {
        __builtin_trap();
      }
      break;
    }
    stream_write(output, piece.bytes.at, piece.bytes.length, &done);
    value(done);
    heap = before;
  }
  input_drop(input);
  output_drop(output);
  trailers_drop(incoming_finish(incoming));
  finish(outgoing);
}

EXPORT("wasi:http/incoming-handler@0.2.12#handle")
void handle_request(handle request, handle out) {
  tagged path, method;
  request_path(request, &path);
  request_method(request, &method);
  bool root = path.tag && path.text.length > 0 && path.text.at[0] == '/' &&
              (path.text.length == 1 || path.text.at[1] == '?');
  if (!root) {
    ANSWER(out, 404, "not found\n");
  } else if (method.tag == GET) {
    ANSWER(out, 200, "hello from C\n");
  } else if (method.tag == POST) {
    echo(request, out);
  } else {
    ANSWER(out, 405, "");
  }
  request_drop(request);
  heap = &__heap_base;
}
