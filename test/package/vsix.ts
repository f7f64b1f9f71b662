import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '../..');

/** The extension file that `npm run package` made for a target. */
export function vsixFor(target: string): string {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    version: string;
  };
  return join(root, 'dist', `mali-muhur-${target}-${version}.vsix`);
}

export const thisPlatform = `${process.platform}-${process.arch}`;

/** Names of the files of the extension inside, sorted. */
export function extensionFiles(vsix: string): string[] {
  const listing = execFileSync('unzip', ['-Z1', vsix], { encoding: 'utf8' });
  return listing
    .split('\n')
    .filter((name) => name.startsWith('extension/') && !name.endsWith('/'))
    .map((name) => name.slice('extension/'.length))
    .sort();
}

export function fileIn(vsix: string, name: string): string {
  return execFileSync('unzip', ['-p', vsix, `extension/${name}`], { encoding: 'utf8' });
}
