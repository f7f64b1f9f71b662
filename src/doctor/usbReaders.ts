import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Vendor of the readers that the guide of Kamu SM shows: Advanced Card Systems. */
const ACS = '072F';
/** USB class of card readers (CCID), of an interface. */
const CCID = '0b';

/**
 * Card readers that Linux sees on USB, such as `ACR39T (072F:B102)`. Those that PC/SC does not list
 * as well lack a driver. Empty on other systems.
 */
export async function usbReaders(folder = '/sys/bus/usb/devices'): Promise<readonly string[]> {
  const entries = await readdir(folder).catch(() => []);
  const devices = entries.filter((entry) => !entry.includes(':'));
  const names = await Promise.all(
    devices.map(async (device) => {
      const interfaces = entries.filter((entry) => entry.startsWith(`${device}:`));
      return nameOf(folder, device, interfaces);
    }),
  );
  return names.filter((name) => name !== null);
}

async function nameOf(
  folder: string,
  device: string,
  interfaces: readonly string[],
): Promise<string | null> {
  const read = (...path: string[]): Promise<string> =>
    readFile(join(folder, ...path), 'utf8').then(
      (text) => text.trim(),
      () => '',
    );
  const [id, product, name] = await Promise.all([
    read(device, 'idVendor'),
    read(device, 'idProduct'),
    read(device, 'product'),
  ]);
  const vendor = id.toUpperCase();
  const classes = await Promise.all(interfaces.map((one) => read(one, 'bInterfaceClass')));
  if (vendor !== ACS && !classes.includes(CCID)) return null;
  return `${name} (${vendor}:${product.toUpperCase()})`.trim();
}
