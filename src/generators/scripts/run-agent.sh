CERTCTL_AGENT_ID=$(cat /var/lib/certctl/agent-id)
export CERTCTL_AGENT_ID
exec /app/agent
