# A folder of the node starts as root's; chmod first, since root without FOWNER can't do it afterwards. Once it is the
# agent's, root without DAC_OVERRIDE can't even enter it, so it is named and not entered.
set -e
folder=/var/lib/certctl
if [ "$(stat -c %u "$folder")" != 1000 ]; then
  chmod 0700 "$folder"
  chown 1000:1000 "$folder"
fi
