/** Makes `extensions` an extensions folder with those at `sources`, and no others. */
export function linkExtensions(extensions: string, sources: readonly string[]): void;
