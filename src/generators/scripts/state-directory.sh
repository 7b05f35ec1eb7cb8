# A folder of the node starts as root's; chmod first, since root without FOWNER can't do it afterwards.
cd /var/lib/certctl
if [ "$(stat -c %u .)" != 1000 ]; then
  chmod 0700 .
  chown 1000:1000 .
fi
