# The server reads its certificate again on SIGHUP only; a renewed Secret would be served after a restart.
files="/etc/certctl/tls/tls.crt /etc/certctl/tls/tls.key"
seen=$(cat $files | sha256sum)
while sleep 10; do
  now=$(cat $files | sha256sum)
  if [ "$now" != "$seen" ] && kill -HUP $(pidof server); then
    echo "certificate changed: told the server to read it"
    seen=$now
  fi
done
