import { settingDefaults } from '../../../contributions.ts';

const DEFAULT_NAME = settingDefaults['maliMuhur.sign.outputName'];

/** The setting is a name, not a path: it never leads out of the folder of the document. */
export function isOutputPattern(pattern: string): boolean {
  return pattern.includes('{name}') && /^[^/\\\p{Cc}]+$/u.test(pattern);
}

/**
 * The name of the result: `{name}` is that of the document without its extension, `{ext}` the
 * extension with its dot.
 */
export function outputName(pattern: string, fileName: string): string {
  const dot = fileName.lastIndexOf('.');
  const [name, ext] = dot > 0 ? [fileName.slice(0, dot), fileName.slice(dot)] : [fileName, ''];
  const used = isOutputPattern(pattern) ? pattern : DEFAULT_NAME;
  return used.replaceAll(/\{name\}|\{ext\}/g, (part) => (part === '{name}' ? name : ext));
}
