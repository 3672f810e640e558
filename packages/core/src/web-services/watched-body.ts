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
    const reader = body.getReader();
    this.stream = new ReadableStream<Uint8Array>(
      {
        pull: async (controller) => {
          try {
            const { done, value } = await reader.read();
            if (done) {
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
          await reader.cancel(reason);
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
