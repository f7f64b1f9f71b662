/**
 * Where the core writes what an integration developer may want to read. The extension hands in its
 * output channel, the terminal its standard error, tests a sink that fails on anything above info.
 * Never pass a secret: APDUs come here only as `ApduTrace` renders them.
 */
export interface Log {
  trace(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

export const silentLog: Log = { trace() {}, info() {}, warn() {}, error() {} };
