/** Lines of what is in an archive are not those of the file: no editor can show them. */
export function isArchive(name: string): boolean {
  return /\.zip$/i.test(name);
}
