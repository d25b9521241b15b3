#!/bin/sh
# Cargo's runner for wasm test programs: the wasm-bindgen one, in the folder whose webdriver.json it looks for.
# (Cargo runs a test in its package's folder; one file here serves every package.)
set -eu
cd "$(dirname "$0")"
. ../../web/tools/lib.sh
exec wasm-bindgen-test-runner "$@"
