#!/bin/sh
# Builds the optimised page into dist/, installing the tools it needs first.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
. "$here/lib.sh"
cd "$here/../.."
"$here/tools.sh" build
small_standard_library
timed "build the optimised page into dist/" trunk build
