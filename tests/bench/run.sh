#!/bin/sh
# `make bench`: the same table natively and in wasm under Node.
set -eu
cd "$(dirname "$0")/../.."
. web/tools/lib.sh
web/tools/tools.sh build
timed "build the benchmarks" cargo build --quiet --release -p lockstep-bench
timed "build them for wasm" cargo build --quiet --release -p lockstep-bench --target wasm32-unknown-unknown
target=${CARGO_TARGET_DIR:-target}
wasm-bindgen --target nodejs --no-typescript --out-dir "$target/bench" \
    "$target/wasm32-unknown-unknown/release/lockstep-bench.wasm"
printf 'native, nanoseconds for one\n'
"$target/release/lockstep-bench"
printf 'wasm, nanoseconds for one\n'
node "$target/bench/lockstep-bench.js"
