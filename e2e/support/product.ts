import { test } from "@playwright/test";
import { type Product, type ProductOptions, startProductOn } from "./running-product.ts";

export type { Product } from "./running-product.ts";

/** Starts a product on a new database, on the host of the Playwright project. */
export function startProduct(options: ProductOptions): Promise<Product> {
  return startProductOn(test.info().project.name === "edge" ? "edge" : "node", options);
}
