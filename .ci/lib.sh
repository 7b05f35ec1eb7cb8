# Shared by .ci/run: runs checks and test suites, counts them, and sums up.
# shellcheck shell=bash

TMP=$(mktemp -d)
trap 'rm -rf "$TMP"' EXIT
CACHE=${XDG_CACHE_HOME:-$HOME/.cache}
BIN=$CACHE/certctl-gitops-ci/bin
# What ../shared/cluster built is as good as what this script builds.
export PATH=$BIN:${CLUSTER_CACHE:-$CACHE/certctl-gitops-cluster}/bin:$PATH

passed=0 failed=0 skipped=0
failures=()

say() { printf '%s\n' "$*"; }

fail() {
  failed=$((failed + 1))
  failures+=("$1")
}

# check NAME COMMAND...: one check; its output is shown where it fails.
check() {
  local name=$1 begin=$SECONDS
  shift
  if ("$@") >"$TMP/log" 2>&1 </dev/null; then
    passed=$((passed + 1))
    say "ok      $name ($((SECONDS - begin)) s)"
  else
    fail "$name"
    say "FAILED  $name ($((SECONDS - begin)) s)"
    sed 's/^/        /' "$TMP/log"
    return 1
  fi
}

# skip NAME REASON: what was not run is said and counted.
skip() {
  skipped=$((skipped + 1))
  say "NOT RUN $1: $2"
}

# tests NAME COMMAND...: a vitest suite, counted from its JSON report; the command takes vitest's flags at its end.
tests() {
  local name=$1 report=$TMP/$1.json begin=$SECONDS code=0 counts p f s
  shift
  "$@" --reporter=default --reporter=json --outputFile.json="$report" </dev/null || code=$?
  counts=$(node .ci/counts.mjs "$report") || { fail "$name: no report"; return 1; }
  read -r p f s <<<"$counts"
  passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
  ((f == 0)) || failures+=("$name: $f tests")
  # A test file that does not load fails no test.
  ((code == 0 || f > 0)) || fail "$name: exit $code"
  say "suite $name: $p passed, $f failed, $s skipped ($((SECONDS - begin)) s)"
  return "$code"
}

finish() {
  local failure
  for failure in "${failures[@]}"; do say "FAILED  $failure"; done
  say "$passed passed, $failed failed, $skipped skipped"
  ((failed == 0))
  exit
}
