/** Works on each item in order, a few at a time. @throws what the work throws first; what has begun by then goes on */
export async function fewAtATime<T>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const queue = items.values(); // shared: each worker takes what no other took
  const worker = async () => {
    for (const item of queue) await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
