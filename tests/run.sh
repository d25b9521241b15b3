#!/bin/sh
# run.sh [all|fast|pictures]: the stages of `make test`. Each says what it does and how long it took.
set -eu
cd "$(dirname "$0")/.."
. web/tools/lib.sh

# A browser that is too old or strange for the driver is the usual trouble: say which ones are used.
find_browser() {
    CHROMIUM=${CHROMIUM:-$(command -v chromium)}
    CHROMEDRIVER=${CHROMEDRIVER:-$(command -v chromedriver)}
    export CHROMIUM CHROMEDRIVER
    say "browser: $CHROMIUM, driver: $CHROMEDRIVER"
}

# The page is built without the texts inside: that is looked at too.
clippy_wasm() {
    cargo clippy --package lockstep-web --no-default-features --target wasm32-unknown-unknown -- -D warnings
    cargo clippy --workspace --lib --bins --tests --target wasm32-unknown-unknown -- -D warnings
}

# The command `lockstep` is a feature of core, and tested with everything else.
native_tests() { cargo test --workspace --features lockstep-core/cli --lib --bins --tests --examples; }

# Every test program of the workspace runs in the browser, core's own included: in a worker, because the driver takes a page for
# dead that computes for half a minute. What needs a document says so itself.
wasm_tests() {
    WASM_BINDGEN_USE_DEDICATED_WORKER=1 WASM_BINDGEN_TEST_TIMEOUT=300 \
        CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER="$PWD/tests/tools/wasm-runner.sh" \
        cargo test --workspace --lib --tests --target wasm32-unknown-unknown
}

install_packages() {
    cd tests/e2e
    [ node_modules/.package-lock.json -nt package-lock.json ] || npm ci --silent --no-audit --no-fund
    cd ../..
}

end_to_end() { node --test --test-reporter=spec tests/e2e/*.test.mjs; }

fast() {
    timed "check formatting" cargo fmt --all --check
    timed "clippy" cargo clippy --workspace --features lockstep-core/cli --all-targets -- -D warnings
    timed "native tests" native_tests
    timed "documentation tests" cargo test --workspace --doc
}

built_page() {
    timed "install the browser tests' packages" install_packages
    web/tools/build.sh
}

case ${1:-all} in
fast) fast ;;
all)
    started=$(date +%s)
    timed "find or install the tools" web/tools/tools.sh all
    find_browser
    fast
    timed "clippy for wasm" clippy_wasm
    timed "wasm tests in headless Chromium" wasm_tests
    built_page
    timed "what the page downloads" node web/tools/size.mjs dist
    # Last, so that the end of the output is the test runner's own account.
    say "== end-to-end tests of the optimised page, $(($(date +%s) - started)) s after the start"
    end_to_end
    ;;
pictures)
    timed "find or install the tools" web/tools/tools.sh all
    find_browser
    built_page
    timed "take pictures" node tests/e2e/pictures.mjs
    ;;
*) die "usage: run.sh [all|fast|pictures]" ;;
esac
