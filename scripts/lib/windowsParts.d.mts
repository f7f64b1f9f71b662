/** A Node for Windows, in a cache that the set-up has filled. */
export const windowsNode: string;
