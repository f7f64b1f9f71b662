/** Is it an address of this very machine, where the simulator is? */
export function isLoopback({ hostname }: URL): boolean {
  const name = hostname.replace(/\.$/, '');
  return /^(.*\.)?localhost$|^127(\.\d+){3}$|^0\.0\.0\.0$|^\[::1?\]$|^\[::ffff:7f/.test(name);
}
