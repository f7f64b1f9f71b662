import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { installVsix } from '../../scripts/lib/host.mjs';

export const root = join(import.meta.dirname, '../..');

/** The extension file that `npm run package` made for a target. */
export function vsixFor(target: string): string {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    version: string;
  };
  return join(root, 'dist', `mali-muhur-${target}-${version}.vsix`);
}

export const thisPlatform = `${process.platform}-${process.arch}`;

/** Installs the extension file into a VS Code of its own; returns the folder it is then in. */
export async function unpack(target: string): Promise<string> {
  const state = mkdtempSync(join(tmpdir(), 'muhur-vsix-'));
  process.once('exit', () => {
    rmSync(state, { recursive: true, force: true });
  });
  await installVsix({ state, vsix: vsixFor(target) });
  const extensions = join(state, 'extensions');
  const [name] = readdirSync(extensions).filter((entry) => entry.startsWith('mali-muhur'));
  if (name === undefined) throw new Error(`${target}: VS Code did not install it`);
  return join(extensions, name);
}

/** Paths of the files in an installed extension, sorted; without what VS Code adds. */
export function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== '.vsixmanifest')
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}
