/** What has gone by of a body. */
export interface Seen {
  readonly beginning: Uint8Array;
  readonly bytes: number;
}

/**
 * A body on its way, and what has gone by of it: its first `keep` bytes and how many there were. Nothing is held back:
 * a piece is read when the reader asks for one.
 */
export class WatchedBody {
  readonly stream: ReadableStream<Uint8Array>;
  /** When the body has ended, in whatever way. */
  readonly ended: Promise<"whole" | "cut">;
  readonly #pieces: Uint8Array[] = [];
  #kept = 0;
  #bytes = 0;

  constructor(body: ReadableStream<Uint8Array>, keep: number) {
    const { promise, resolve } = Promise.withResolvers<"whole" | "cut">();
    this.ended = promise;
    const { read, cancel } = readerOf(body);
    this.stream = new ReadableStream<Uint8Array>(
      {
        pull: async (controller) => {
          try {
            const { done, value } = await read();
            if (done || value === undefined) {
              controller.close();
              return resolve("whole");
            }
            this.#note(value, keep);
            controller.enqueue(value);
          } catch (error) {
            controller.error(error);
            resolve("cut");
          }
        },
        cancel: async (reason) => {
          resolve("cut");
          await cancel(reason);
        },
      },
      { highWaterMark: 0 },
    );
  }

  #note(piece: Uint8Array, keep: number): void {
    this.#bytes += piece.length;
    if (this.#kept >= keep) return;
    const fitting = piece.slice(0, keep - this.#kept); // a copy: the piece itself is given away
    this.#pieces.push(fitting);
    this.#kept += fitting.length;
  }

  get seen(): Seen {
    const beginning = new Uint8Array(this.#kept);
    let offset = 0;
    for (const piece of this.#pieces) {
      beginning.set(piece, offset);
      offset += piece.length;
    }
    return { beginning, bytes: this.#bytes };
  }
}

const PIECE_BYTES = 64 * 1024;

interface Reader {
  read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array | undefined }>;
  cancel(reason: unknown): Promise<void>;
}

/**
 * Reads in pieces of a size of ours where the stream lets us say it: workerd gives 4 kB otherwise, which takes several
 * times as long and leaves more to be collected.
 */
function readerOf(body: ReadableStream<Uint8Array>): Reader {
  try {
    const reader = body.getReader({ mode: "byob" });
    return {
      read: () => reader.read(new Uint8Array(PIECE_BYTES)),
      cancel: (reason) => reader.cancel(reason),
    };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error; // a stream of the other kind says so by this
    const reader = body.getReader();
    return { read: () => reader.read(), cancel: (reason) => reader.cancel(reason) };
  }
}
