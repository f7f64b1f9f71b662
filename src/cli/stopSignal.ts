/** Aborts when the user or the system wants this program to end (Ctrl+C, SIGTERM). */
export function stopSignal(): { readonly signal: AbortSignal; dispose(): void } {
  const controller = new AbortController();
  const stop = () => {
    controller.abort();
  };
  const names = ['SIGINT', 'SIGTERM'] as const;
  for (const name of names) process.once(name, stop);
  return {
    signal: controller.signal,
    dispose() {
      for (const name of names) process.off(name, stop);
    },
  };
}
