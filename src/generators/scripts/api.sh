# Asks certctl's API. The key goes through standard input: arguments can be seen in /proc.
set -e
fail() {
  echo "$1" >&2
  exit 1
}

trust=""
[ -z "$CERTCTL_SERVER_CA_BUNDLE_PATH" ] || trust="--cacert $CERTCTL_SERVER_CA_BUNDLE_PATH"
[ "$CERTCTL_SERVER_TLS_INSECURE_SKIP_VERIFY" != true ] || trust="--insecure"

# api METHOD PATH [BODY]: sets status and body.
api() {
  reply=$(printf 'header = "Authorization: Bearer %s"\n' "$API_KEY" |
    curl --config - --silent --show-error --max-time 20 --retry 30 --retry-delay 2 --retry-connrefused $trust \
      --request "$1" --header "Content-Type: application/json" --data "$3" \
      --write-out '\n%{http_code}' "$CERTCTL_SERVER_URL$2") || fail "the server does not answer at $CERTCTL_SERVER_URL"
  status=$(printf '%s\n' "$reply" | tail -n 1)
  body=$(printf '%s\n' "$reply" | sed '$d')
}
