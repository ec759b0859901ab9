// What the guest in C imports and the memory it gives to callers, in the words of the canonical ABI.
//
// There is no libc: only what is below, which the linker takes from nobody else.
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define EXPORT(name) __attribute__((export_name(name)))
#define IMPORT(module, name) __attribute__((import_module(module), import_name(name)))
#define HTTP(name) IMPORT("wasi:http/types@0.2.12", name)
#define STREAMS(name) IMPORT("wasi:io/streams@0.2.12", name)

// A handle of a resource.
typedef int32_t handle;

// A list or a string: where it starts and how many elements it has.
typedef struct {
  uint8_t *at;
  size_t length;
} list;

// `result<T>` of a handle, and every result whose error is not looked at.
typedef struct {
  uint8_t failed;
  handle value;
  uint8_t rest[32];
} __attribute__((aligned(8))) result;

// `result<list<u8>, stream-error>`: the bytes, or 0 and the error's handle, or 1 for the end.
typedef struct {
  uint8_t failed;
  union {
    list bytes;
    uint8_t closed;
  };
} read_result;

// `option<string>`, and `method`: a case number and the string of the one case that has any.
typedef struct {
  uint8_t tag;
  list text;
} tagged;

HTTP("[constructor]fields") handle fields_new(void);
HTTP("[method]fields.append")
void fields_append(handle self, const char *name, size_t name_length, const char *value, size_t value_length, result *);
HTTP("[method]incoming-request.method") void request_method(handle self, tagged *);
HTTP("[method]incoming-request.path-with-query") void request_path(handle self, tagged *);
HTTP("[method]incoming-request.consume") void request_consume(handle self, result *);
HTTP("[resource-drop]incoming-request") void request_drop(handle self);
HTTP("[method]incoming-body.stream") void incoming_stream(handle self, result *);
HTTP("[static]incoming-body.finish") handle incoming_finish(handle self);
HTTP("[resource-drop]future-trailers") void trailers_drop(handle self);
HTTP("[constructor]outgoing-response") handle response_new(handle headers);
HTTP("[method]outgoing-response.set-status-code") int32_t response_status(handle self, int32_t status);
HTTP("[method]outgoing-response.body") void response_body(handle self, result *);
HTTP("[static]response-outparam.set")
void outparam_set(handle self, int32_t failed, int32_t value, int32_t, int64_t, int32_t, int32_t, int32_t, int32_t);
HTTP("[method]outgoing-body.write") void outgoing_write(handle self, result *);
HTTP("[static]outgoing-body.finish") void outgoing_finish(handle self, int32_t some, handle trailers, result *);
STREAMS("[method]input-stream.blocking-read") void stream_read(handle self, int64_t most, read_result *);
STREAMS("[resource-drop]input-stream") void input_drop(handle self);
STREAMS("[method]output-stream.blocking-write-and-flush")
void stream_write(handle self, const uint8_t *at, size_t length, result *);
STREAMS("[resource-drop]output-stream") void output_drop(handle self);

// -- memory: given out upwards from the end of the static data, all taken back at the end of a call ------------------

extern uint8_t __heap_base;
static uint8_t *heap = &__heap_base;

EXPORT("cabi_realloc")
uint8_t *cabi_realloc(uint8_t *old, size_t old_size, size_t align, size_t size) {
  uint8_t *at = (uint8_t *)(((uintptr_t)heap + align - 1) & -align);
  size_t pages = ((uintptr_t)at + size + 0xffff) >> 16;
  if (pages > __builtin_wasm_memory_size(0) &&
      __builtin_wasm_memory_grow(0, pages - __builtin_wasm_memory_size(0)) == (size_t)-1) {
    __builtin_trap();
  }
  heap = at + size;
  __builtin_memcpy(at, old, old_size);
  return at;
}
