# Gives the agent and enrolment keys their roles, which certctl knows only by its API. A grant that is there already is
# not made again: every call would add another row.
api GET /api/v1/auth/keys ""
[ "$status" = 200 ] || fail "listing the API keys: HTTP $status $body"
keys=$(printf '%s' "$body" | tr '{' '\n')

grant() {
  if printf '%s' "$keys" | grep -F "\"actor_id\":\"$1\"" | grep -qF "\"$2\""; then
    echo "key $1 has $2"
    return
  fi
  api POST "/api/v1/auth/keys/$1/roles" "{\"role_id\":\"$2\"}"
  case $status in
    20*) echo "key $1 was granted $2" ;;
    *) fail "granting $2 to key $1: HTTP $status $body" ;;
  esac
}
grant agent r-agent
grant enroll r-operator

# The schema ships a dormant administrator for certctl's demo mode.
api POST /api/v1/auth/demo-residual/cleanup ""
case $status in
  20*) echo "demo mode's administrator is gone" ;;
  *) fail "removing demo mode's administrator: HTTP $status $body" ;;
esac
