import type { Secret } from "@grantry/schema";
import type { Statement } from "./database.ts";
import { type KeyRing, openOptional, seal, sealOptional } from "./key-ring.ts";
import type { Sealed } from "./sealed.ts";
import { PREVIOUS_KEPT_MS, secretsFrom, tokenSecretCell } from "./token-secrets.ts";

/** What of a grant from another system only the cipher may read. */
export interface GrantSecrets {
  readonly accessToken: Secret<string>;
  /** `undefined` keeps what is stored. */
  readonly refreshToken: Secret<string> | undefined;
  readonly replaces: { readonly configId: string; readonly generation: number; readonly refreshToken: Sealed | null };
}

/** Writes the sealed side of each grant where the generation of the token it replaces is still the one that was read. */
export async function writeSecretsOfGrants(
  keys: KeyRing,
  { grants, now }: { grants: readonly GrantSecrets[]; now: number },
): Promise<Statement> {
  const cells = JSON.stringify(await Promise.all(grants.map((grant) => sealedSecrets(keys, grant))));
  const source = `select e.value ->> 'configId', e.value ->> 'accessToken', e.value ->> 'refreshToken',
      e.value ->> 'previousRefreshToken', ?
    from json_each(?) e
    cross join tokens t on t.config_id = e.value ->> 'configId' and t.generation = e.value ->> 'generation'
    where true`;
  return { toSQL: () => ({ sql: secretsFrom(source), params: [now + PREVIOUS_KEPT_MS, cells, 0] }) };
}

async function sealedSecrets(keys: KeyRing, { accessToken, refreshToken, replaces }: GrantSecrets) {
  const { configId, generation } = replaces;
  const cell = (column: string) => tokenSecretCell(configId, column);
  const replaced = refreshToken ? await openOptional(keys, cell("refresh_token"), replaces.refreshToken) : null;
  return {
    configId,
    generation,
    accessToken: await seal(keys, cell("access_token"), accessToken),
    refreshToken: await sealOptional(keys, cell("refresh_token"), refreshToken ?? null),
    previousRefreshToken: await sealOptional(keys, cell("previous_refresh_token"), replaced),
  };
}
