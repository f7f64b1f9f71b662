/** The C++ compiler for Windows: MinGW's. */
export function windowsCompiler(): string | undefined;
