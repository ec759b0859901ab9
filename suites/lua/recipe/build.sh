#!/bin/sh
# Builds the four Lua releases from the sources in the crate lua-src 551.1.0 and checks them against what is carried.
# usage: build.sh LUA_SRC_DIR OUT_DIR, with zig 0.17.0 in $ZIG (default: `python3 -m ziglang`)
set -eu
src=$1 out=$2
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$out"
for version in 5.1.5 5.3.6 5.4.9 5.5.1; do
  ${ZIG:-python3 -m ziglang} cc -target wasm32-wasi -Os -w \
    -mllvm -wasm-enable-sjlj -mllvm -wasm-use-legacy-eh=false -mexception-handling \
    -D_WASI_EMULATED_SIGNAL -D_WASI_EMULATED_PROCESS_CLOCKS -I"$src/lua-$version" \
    "$here/lua_main.c" "$here/lua_tag.s" "$src/lua-$version"/*.c \
    -lsetjmp -lwasi-emulated-signal -lwasi-emulated-process-clocks \
    -o "$out/lua-$version.wasm"
done
cd "$out"
sha256sum -c "$here/SHA256SUMS"
