# Makes the password of the database's role equal to the Secret: PostgreSQL reads it only when its volume is empty.
set -e
accepted() { PGPASSWORD=$1 PGCONNECT_TIMEOUT=5 psql --no-psqlrc --quiet --command 'select' >/dev/null 2>&1; }

until pg_isready --quiet --username "$PGUSER" --dbname "$PGDATABASE"; do sleep 1; done
if accepted "$PASSWORD"; then
  echo "the role's password is that of the Secret"
elif [ -n "$PREVIOUS_PASSWORD" ] && accepted "$PREVIOUS_PASSWORD"; then
  PGPASSWORD=$PREVIOUS_PASSWORD psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 <<'SQL'
\getenv user PGUSER
\getenv password PASSWORD
ALTER ROLE :"user" PASSWORD :'password';
SQL
  echo "password changed"
else
  echo "neither password nor previous-password of the Secret certctl-database opens the database" >&2
  exit 1
fi
