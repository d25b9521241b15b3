# Read by the other scripts, never run: where tools live, and how a script says what it does.
#
# Everything the project installs goes to one cache of its own, which outlives a clone and never touches the
# user's tools. Trunk and wasm-bindgen of the right version that are already on PATH are taken as they are. (A clone
# has links to the cache, node_modules in web/boot and web/editor, because Node looks there.)

CACHE=${LOCKSTEP_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/lockstep}

# Trunk 0.22 needs a newer Rust than the pinned one; the wasm-bindgen CLI must equal the crate's version.
RUST=1.95.0
TRUNK=0.21.14
WASM_BINDGEN=0.2.126
BINARYEN=123
# The Go that judges the conformance programs. Only `make oracle` needs it.
GO=1.27.3

TRUNK_DIR=$CACHE/tools/trunk-$TRUNK
WASM_BINDGEN_DIR=$CACHE/tools/wasm-bindgen-$WASM_BINDGEN
# Packages of web/boot/package.json, wasm-opt among them.
BOOT_DIR=$CACHE/tools/boot-$BINARYEN
# A Python environment; it stays off PATH, which would hide the user's Python.
GO_DIR=$CACHE/tools/go-$GO
# A GOPATH with golang.org/x/sync, as Debian packs it.
X_SYNC_DIR=$CACHE/tools/x-sync

# The user's own PATH stays last: what is in the cache is known to be the right version.
PATH=$TRUNK_DIR/bin:$WASM_BINDGEN_DIR/bin:$BOOT_DIR/node_modules/.bin:$PATH
export PATH
# Trunk asks the registry for news of itself otherwise.
export TRUNK_SKIP_VERSION_CHECK=true

# The page is built with a standard library of its own: small, and without the texts of panics, which nobody reads there
# (a player that traps says so itself). It takes 38 KB off the 265 KB of brotli that the wasm has without. Stable Rust
# builds its own library only under RUSTC_BOOTSTRAP, so the toolchain is pinned; plain `trunk` leaves all this out.
small_standard_library() {
    export RUSTC_BOOTSTRAP=1
    export CARGO_UNSTABLE_BUILD_STD=std,panic_abort
    export CARGO_UNSTABLE_BUILD_STD_FEATURES=optimize_for_size
    export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS="-Zunstable-options -Cpanic=immediate-abort"
}

say() { printf '%s\n' "$*" >&2; }
die() {
    say "$*"
    exit 1
}
have() { command -v "$1" >/dev/null 2>&1; }

# timed WHAT COMMAND...: says what begins, runs it, says how long it took. A failure names its stage.
timed() {
    what=$1
    shift
    say "== $what"
    begun=$(date +%s)
    "$@" || die "== failed: $what, after $(($(date +%s) - begun)) s"
    say "== done: $what, $(($(date +%s) - begun)) s"
}
