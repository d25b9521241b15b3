#!/bin/sh
# oracle.sh [PART...]: installs a real Go into the project's cache and records what it does with the Go programs of the tests.
# With PARTs only those of tests/conformance/go are run whose path holds one of them; without, the lessons' programs and
# refused.go are run too, each by the test that reads its record.
set -eu
cd "$(dirname "$0")/../.."
. web/tools/lib.sh
web/tools/tools.sh go
go=$GO_DIR/bin/go

timed "ask Go $GO what the conformance programs do" python3 tests/conformance/oracle.py "$go" "$X_SYNC_DIR" "$@"
[ $# = 0 ] || exit 0
# A test that writes its record compares with the old one still, and fails where they differ; asked again it has the new one.
LOCKSTEP_GO=$go LOCKSTEP_RECORD=1 cargo test --quiet --package lockstep-tests --test lessons_in_go --test refused || true
timed "compare the lessons and refused.go with Go $GO" \
    env LOCKSTEP_GO="$go" cargo test --quiet --package lockstep-tests --test lessons_in_go --test refused
git status --short tests/conformance
