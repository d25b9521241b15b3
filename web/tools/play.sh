#!/bin/sh
# Builds the optimised page, serves it and opens a browser where there is one.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
port=${PORT:-8080}
node "$here/serve.mjs" . "$port" --probe
"$here/build.sh"
cd "$here/../.."
exec node web/tools/serve.mjs dist "$port" --open
