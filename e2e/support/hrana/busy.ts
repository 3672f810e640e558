/** SQLITE_BUSY. Its extended codes (a snapshot that is too old) do not go away by waiting. */
const SQLITE_BUSY = 5;

/** Whether a lock was in the way, so that trying again later can help. */
export function isBusy(error: unknown): boolean {
  return error instanceof Error && "rawCode" in error && error.rawCode === SQLITE_BUSY;
}
