#!/usr/bin/env bash
# Builds the guests of this suite that need a toolchain: c.core.wasm, js.wasm and py.wasm.
#
#   build.sh OUT_DIR
#
# Needs python3 with venv, node 20 or newer with npm, and cargo with the dependencies of this repository fetched, which
# carry the WIT of wasi:http. The compilers are downloaded into OUT_DIR/tools: about 900 MB.
#
# c.core.wasm comes out bit for bit, which is checked. js.wasm and py.wasm never do: each is a snapshot of a running
# interpreter, and both interpreters draw random numbers when they start.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
suite=$here/..
mkdir -p "$1"
out=$(cd "$1" && pwd)
tools=$out/tools
mkdir -p "$tools"

if [ ! -x "$tools/python/bin/componentize-py" ]; then
  python3 -m venv "$tools/python"
  "$tools/python/bin/pip" install --quiet componentize-py==0.25.1 ziglang==0.17.0
fi
cp "$here/package.json" "$here/componentize.mjs" "$tools"
if [ ! -d "$tools/node_modules" ]; then
  # The date stands for the versions of all that componentize-js depends on.
  (cd "$tools" && npm install --silent --no-package-lock --ignore-scripts --before=2026-11-20)
fi

# The world with the packages it names beside it, as both toolchains want it.
manifest=$(cd "$here" && cargo metadata --format-version=1 --offline --filter-platform "$(rustc -vV | sed -n 's/^host: //p')" |
  grep -o '"manifest_path":"[^"]*/wasmtime-wasi-http-[^"/]*/Cargo.toml"' | head -n1 | cut -d'"' -f4)
rm -rf "$out/wit"
mkdir -p "$out/wit"
cp "$suite/wit/languages.wit" "$out/wit"
cp -R "$(dirname "$manifest")/wit/deps" "$out/wit/deps"
chmod -R u+w "$out/wit"

"$tools/python/bin/python" -m ziglang cc -target wasm32-freestanding -std=c23 -Os -nostdlib -fno-builtin -mbulk-memory \
  -Wall -Wextra -Werror -Wno-unused-parameter -Wl,--no-entry -Wl,--strip-all -Wl,-z,stack-size=16384 \
  -o "$out/c.core.wasm" "$suite/src/c_guest.c"
chmod 644 "$out/c.core.wasm"

strip() { python3 "$here/strip.py" "$out/$1.whole.wasm" "$out/$1.wasm"; }

node "$tools/componentize.mjs" "$suite/src/js_guest.js" "$out/wit" "$out/js.whole.wasm"
strip js

# Everything on its path becomes part of the component, so the source has a folder of its own.
mkdir -p "$out/py"
cp "$suite/src/py_guest.py" "$out/py"
(cd "$out/py" && "$tools/python/bin/componentize-py" --quiet -d "$out/wit" -w guest \
  componentize -p . py_guest -o "$out/py.whole.wasm")
strip py

cmp "$out/c.core.wasm" "$suite/src/c.core.wasm"
(cd "$out" && sha256sum c.core.wasm js.wasm py.wasm)
