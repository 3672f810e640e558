import { expect, test } from "vitest";
import { whyNoRefreshToken } from "./refresh-token-missing.ts";
import { templates } from "./templates/index.ts";

test.each(templates.filter(({ document }) => document.Requests.TokenByRefreshToken).map(({ id }) => id))(
  "says for %s why no refresh token came, in both languages",
  (Template) => {
    const { en, de } = whyNoRefreshToken(Template);
    expect([en, de]).toEqual([expect.stringMatching(/offline/), expect.stringMatching(/offline/)]);
    expect(en).not.toBe(de);
  },
);

test("a mail provider has words of its own, an unknown template the general ones", () => {
  const told = ["google-mail", "exchange-online", "custom", "constructor"].map(
    (Template) => whyNoRefreshToken(Template).en,
  );
  expect(told[0]).toContain("prompt=consent");
  expect(told[1]).toContain("scope offline_access");
  expect(told[3]).toBe(told[2]);
});
