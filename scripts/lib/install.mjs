/** Extensions of this project as VS Code's installed ones, straight from their sources. */
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Makes `extensions` an extensions folder with those at `sources`, and no others.
 *
 * They are links, so that a new build needs no new installation, and uninstalling one in VS Code
 * deletes the link only.
 */
export function linkExtensions(extensions, sources) {
  rmSync(extensions, { recursive: true, force: true });
  mkdirSync(extensions, { recursive: true });
  const installed = sources.map((source) => {
    const { publisher, name, version } = JSON.parse(readFileSync(join(source, 'package.json')));
    const id = `${publisher}.${name}`;
    symlinkSync(source, join(extensions, id), 'junction');
    const location = { $mid: 1, scheme: 'file', path: join(extensions, id) };
    return { identifier: { id }, version, location, relativeLocation: id };
  });
  writeFileSync(join(extensions, 'extensions.json'), JSON.stringify(installed));
}
