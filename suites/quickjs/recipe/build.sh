#!/bin/sh
# Builds `qjs` of QuickJS-ng 0.16.2 from the sources in the crate rquickjs-sys 0.14.0 and checks it against what is carried.
# usage: build.sh RQUICKJS_SYS_DIR OUT_DIR
# Needs Debian 12's clang-19 (1:19.1.7-3~deb12u1), lld-19, libclang-rt-19-dev-wasm32, wasi-libc (0.0~git20220510.9886d3d-2)
# and binaryen (108-1): clang runs the `wasm-opt` it finds on PATH, so another one makes other bytes.
set -eu
src=$1/quickjs out=$2
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$out"
out=$(cd "$out" && pwd)
cd "$src"
clang-19 --target=wasm32-wasi --sysroot=/usr -O2 -w -ffile-prefix-map="$PWD"=. \
  -DNDEBUG -D_GNU_SOURCE -D_WASI_EMULATED_PROCESS_CLOCKS -D_WASI_EMULATED_SIGNAL -DQUICKJS_NG_BUILD \
  -Wl,-z,stack-size=1048576 -Wl,--strip-all \
  qjs.c quickjs.c quickjs-libc.c libregexp.c libunicode.c dtoa.c gen/repl.c gen/standalone.c \
  -lwasi-emulated-process-clocks -lwasi-emulated-signal -lm -o "$out/qjs-0.16.2.wasm"
cd "$out"
sha256sum -c "$here/SHA256SUMS"
