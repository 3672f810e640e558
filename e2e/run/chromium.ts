import { debianProgram } from "./debian-program.ts";

/** Where Chromium is. @throws Error with the command that gets it when it cannot be had */
export function chromiumPath(): string {
  return debianProgram({
    names: ["chromium", "chromium-browser", "google-chrome"],
    packages: ["chromium"],
    variable: "CHROMIUM_PATH",
  });
}
