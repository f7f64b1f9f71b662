#!/bin/bash
# Runs a command with a PC/SC service of its own: rig.sh COMMAND [ARGUMENT…]
#
# The command sees a pcscd with the two empty readers of vpcd (TCP ports 35963 and 35964), and
# MUHUR_RIG=1. Nothing of it touches the machine: sockets, ports and processes are private and end
# with the command, and a reader on the desk is out of reach, so no test can spend a real PIN.
# Only the loopback network exists inside.
set -u

inside() {
  ip link set lo up
  # vpcd sends each APDU in two pieces; without quick acknowledgements each costs 40 ms.
  for network in 127.0.0.0/8 127.0.0.1; do
    ip route change local "$network" dev lo table local proto kernel scope host src 127.0.0.1 quickack 1
  done

  mkdir -p /run/pcscd && mount -t tmpfs tmpfs /run/pcscd || return 1
  [ ! -d /dev/bus/usb ] || mount -t tmpfs tmpfs /dev/bus/usb || return 1
  mkdir /run/pcscd/readers && cp "$vpcd" /run/pcscd/readers/ || return 1
  # Tests that stop the service start it again with the same readers.
  export MUHUR_RIG=1 MUHUR_PCSCD_CONFIG=/run/pcscd/readers
  pcscd --foreground --config "$MUHUR_PCSCD_CONFIG" > /run/pcscd/log 2>&1 &
  disown # a test that kills it is no news
  for _ in $(seq 100); do
    [ ! -S /run/pcscd/pcscd.comm ] || break
    sleep 0.05
  done
  [ -S /run/pcscd/pcscd.comm ] || { cat /run/pcscd/log >&2; return 1; }

  "$@"
}

without() {
  echo "No PC/SC service of our own for these tests: $1" >&2
  [ "${MUHUR_STRICT:-}" != 1 ] || exit 1
  shift
  exec "$@"
}

vpcd=/etc/reader.conf.d/vpcd
# pcscd and ip are where only root has them on the path.
PATH=$PATH:/usr/sbin:/sbin

if [ "${1:-}" = --inside ]; then
  shift
  inside "$@"
  exit
fi

# Everything that is started inside ends with the first process of its process namespace.
namespaces=(--mount --net --pid --fork --kill-child --mount-proc)
[ "$EUID" = 0 ] || namespaces+=(--user --map-root-user)

for program in unshare ip pcscd; do
  command -v "$program" > /dev/null || without "there is no $program" "$@"
done
[ -r "$vpcd" ] || without 'vpcd, the virtual reader, is not installed' "$@"
why=$(unshare "${namespaces[@]}" true 2>&1) || without "no namespaces of our own: $why" "$@"

exec unshare "${namespaces[@]}" "$BASH" "$0" --inside "$@"
