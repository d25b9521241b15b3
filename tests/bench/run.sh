#!/bin/sh
# `make bench`: the same table natively, in wasm under Node, and there once more compiled for size, as the page is.
set -eu
cd "$(dirname "$0")/../.."
. web/tools/lib.sh
web/tools/tools.sh build
target=${CARGO_TARGET_DIR:-target}
wasm=wasm32-unknown-unknown

# build_wasm PROFILE
build_wasm() {
    cargo build --quiet --profile "$1" -p lockstep-bench --bin lockstep-bench --target $wasm
    wasm-bindgen --target nodejs --no-typescript --out-dir "$target/bench/$1" "$target/$wasm/$1/lockstep-bench.wasm"
}

timed "build the benchmarks" cargo build --quiet --profile native-bench -p lockstep-bench --bins --examples
timed "build them for wasm" build_wasm release
timed "build them for wasm as the page is" build_wasm wasm-release
printf 'native, nanoseconds for one\n'
"$target/native-bench/lockstep-bench"
printf 'native, bytes for a state that was visited\n'
"$target/native-bench/examples/lockstep-bytes"
printf 'wasm, nanoseconds for one\n'
node "$target/bench/release/lockstep-bench.js"
printf 'wasm as the page has it, nanoseconds for one\n'
node "$target/bench/wasm-release/lockstep-bench.js"
