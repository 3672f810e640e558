import { customType } from "drizzle-orm/sqlite-core";

declare const mark: unique symbol;

/** Ciphertext of one cell: `v1.<key id>.<nonce>.<ciphertext>`. Only `seal` makes one, only `open` reads one. */
export type Sealed = string & { readonly [mark]: "sealed" };

/** A column that takes nothing but {@link Sealed}: a plain string does not compile. */
export const sealed = customType<{ data: Sealed; driverData: string }>({ dataType: () => "text" });
