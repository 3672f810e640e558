/** How a provider that rotates refresh tokens takes one that was replaced: for so long, then it revokes the grant. */
export interface Rotation {
  readonly graceMs: number;
}

interface Grant {
  revoked: boolean;
}

/** The refresh tokens of each grant, as a strict provider keeps them (RFC 9700 section 4.14.2). */
export class RotatedGrants {
  readonly #graceMs: number;
  readonly #tokens = new Map<string, { readonly grant: Grant; replacedAt: number | null }>();
  revoked = 0;

  constructor({ graceMs }: Rotation) {
    this.#graceMs = graceMs;
  }

  takes(token: string): boolean {
    const known = this.#tokens.get(token);
    if (!known || known.grant.revoked) return false;
    if (known.replacedAt === null || Date.now() - known.replacedAt < this.#graceMs) return true;
    known.grant.revoked = true;
    this.revoked += 1;
    return false;
  }

  /** @param used `undefined`: a new grant begins */
  rotate(used: string | undefined, issued: string): void {
    const known = used === undefined ? undefined : this.#tokens.get(used);
    if (known) known.replacedAt ??= Date.now();
    this.#tokens.set(issued, { grant: known?.grant ?? { revoked: false }, replacedAt: null });
  }
}
