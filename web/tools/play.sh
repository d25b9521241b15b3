#!/bin/sh
# Builds the optimised page, serves it and opens a browser where there is one.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
"$here/build.sh"
cd "$here/../.."
exec node web/tools/serve.mjs dist "${PORT:-8080}" --open
