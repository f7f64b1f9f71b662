/** Where PATH, or another list of folders, has that program. */
export function onPath(program: string, path?: string): string | undefined;
