/** Exit code for a wrong configuration (sysexits.h, EX_CONFIG). */
const exitWrongConfiguration = 78;

export interface PracticeOptions {
  readonly host: string;
  readonly port: number;
  readonly dataFolder: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Origins of the product: redirects to any path there are taken. */
  readonly productOrigins: readonly string[];
  readonly accessTokenSeconds: number;
  readonly refreshTokenSeconds: number;
  /** Routes by which tests count requests and make faults. */
  readonly testControls: boolean;
}

/** Reads the PRACTICE_ variables, or ends the process with the one that cannot be used. */
export function readOptions(variables: Readonly<Record<string, string | undefined>>): PracticeOptions {
  const host = variables["PRACTICE_HOST"] ?? "127.0.0.1";
  if (!["127.0.0.1", "localhost", "::1"].includes(host)) {
    refuse(
      `PRACTICE_HOST is “${host}”; the practice provider lets anyone in, so it takes 127.0.0.1, localhost or ::1 alone.`,
    );
  }
  return {
    host,
    port: positive(variables, "PRACTICE_PORT", 8090),
    dataFolder: variables["PRACTICE_DATA"] ?? "data/practice",
    clientId: variables["PRACTICE_CLIENT_ID"] ?? "grantry-practice",
    clientSecret: variables["PRACTICE_CLIENT_SECRET"] ?? "practice-secret-for-learning-only",
    productOrigins: (variables["PRACTICE_PRODUCT_ORIGINS"] ?? "http://localhost:8080").split(",").map(originOf),
    accessTokenSeconds: positive(variables, "PRACTICE_ACCESS_TOKEN_SECONDS", 120),
    refreshTokenSeconds: positive(variables, "PRACTICE_REFRESH_TOKEN_SECONDS", 14 * 86_400),
    testControls: variables["PRACTICE_TEST_CONTROLS"] === "1",
  };
}

function originOf(text: string): string {
  if (!URL.canParse(text.trim()))
    refuse(
      `PRACTICE_PRODUCT_ORIGINS has “${text}”; it takes origins such as http://localhost:8080, separated by commas.`,
    );
  return new URL(text.trim()).origin;
}

function positive(variables: Readonly<Record<string, string | undefined>>, name: string, fallback: number): number {
  const text = variables[name];
  if (text === undefined || text === "") return fallback;
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) refuse(`${name} is “${text}”; it takes a positive whole number.`);
  return number;
}

function refuse(message: string): never {
  process.stderr.write(`error: ${message}\n`);
  process.exit(exitWrongConfiguration);
}
