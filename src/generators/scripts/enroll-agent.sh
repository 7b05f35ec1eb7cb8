# Gives this agent an id that survives the pod: the state volume remembers it, the server confirms it.
# An id that the server does not know (a new database) or has retired is enrolled again.
id_file=/var/lib/certctl/agent-id

# field NAME: the value of a string field in the JSON of one object.
field() { sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p" | head -n 1; }

known() {
  api GET "/api/v1/agents/$1" ""
  case $status in
    200) case $body in *'"retired_at":"'*) return 1 ;; esac ;;
    404) return 1 ;;
    *) fail "asking for agent $1: HTTP $status" ;;
  esac
}

# find_id NAME: sets id to that of the active agent of that name, page by page.
find_id() {
  page=1
  while :; do
    api GET "/api/v1/agents?per_page=500&page=$page" ""
    [ "$status" = 200 ] || fail "listing agents: HTTP $status"
    id=$(printf '%s' "$body" | tr '{' '\n' | grep -F "\"name\":\"$1\"" | field id)
    [ -z "$id" ] || return 0
    case $body in *'"id":"'*) page=$((page + 1)) ;; *) return 1 ;; esac
  done
}

if [ -s "$id_file" ]; then
  id=$(cat "$id_file")
  if known "$id"; then
    echo "known as $id"
    exit 0
  fi
  echo "the server does not know $id, or has retired it: enrolling again"
fi

# A retired agent keeps its name, so a number is added until a name is free.
name=$AGENT_NAME
number=1
while :; do
  api POST /api/v1/agents "{\"name\":\"$name\",\"hostname\":\"$AGENT_NAME\"}"
  case $status in
    201)
      id=$(printf '%s' "$body" | field id)
      break
      ;;
    409) if find_id "$name"; then break; fi ;;
    *) fail "enrolling $name: HTTP $status $body" ;;
  esac
  number=$((number + 1))
  [ "$number" -le 50 ] || fail "no free name for $AGENT_NAME"
  name=$AGENT_NAME-$number
done
[ -n "$id" ] || fail "the server's answer has no id"
printf '%s' "$id" >"$id_file.new"
mv "$id_file.new" "$id_file"
echo "enrolled $name as $id"
