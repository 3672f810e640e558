import * as z from "zod";
import { validities } from "./overview.ts";

export const validity = z.enum(validities).meta({ id: "Validity" });
export type Validity = z.infer<typeof validity>;
