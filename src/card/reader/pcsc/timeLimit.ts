/** Waits for `call`, but no longer than `seconds`; then rejects with what `onLimit` makes. */
export async function withTimeLimit<T>(
  call: Promise<T>,
  seconds: number,
  onLimit: () => Error,
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(onLimit());
    }, seconds * 1000);
  });
  return Promise.race([call, limit]).finally(() => {
    clearTimeout(timer);
  });
}
