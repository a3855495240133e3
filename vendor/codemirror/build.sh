#!/usr/bin/env bash
# Builds generator/workplace/static/codemirror.js from npm, in the versions of package-lock.json, with the licences of all
# that is in it beside it. Needs node and npm; run it after `npm update` here, look at the page, and commit what changed.
set -euo pipefail
cd "$(dirname "$0")"
static=../../generator/workplace/static
npm ci --silent --no-audit --no-fund
npx esbuild entry.js --bundle --format=esm --minify --target=es2020 --legal-comments=none --outfile="$static/codemirror.js"
{
  echo "codemirror.js 由 vendor/codemirror/build.sh 从下列软件生成，各自的许可证如下。"
  for folder in $(node -e 'for (const [at, one] of Object.entries(require("./package-lock.json").packages)) if (at && !one.dev) console.log(at)'); do
    if [ -f "$folder/LICENSE" ]; then
      echo
      echo "== $(node -p "const one = require('./$folder/package.json'); one.name + ' ' + one.version")"
      echo
      cat "$folder/LICENSE"
    fi
  done
} >"$static/codemirror.LICENSE.txt"
