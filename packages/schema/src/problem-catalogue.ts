import { authorizationProblems } from "./problem-catalogue/authorization.ts";
import { configurationProblems } from "./problem-catalogue/configurations.ts";
import { fileProblems } from "./problem-catalogue/files.ts";
import { mailProblems } from "./problem-catalogue/mail.ts";
import { requestProblems } from "./problem-catalogue/requests.ts";
import { settingProblems } from "./problem-catalogue/settings.ts";
import { tokenProblems } from "./problem-catalogue/tokens.ts";
import { webServiceAnswerProblems } from "./problem-catalogue/web-service-answers.ts";
import { webServiceProblems } from "./problem-catalogue/web-services.ts";
import { accessProblems } from "./problem-catalogue/who-asks.ts";
import { redirectProblems } from "./redirect-problems.ts";

/** Everything the product can refuse. Slugs are public: add freely, rename never. */
export const problems = {
  ...redirectProblems,
  ...requestProblems,
  ...accessProblems,
  ...configurationProblems,
  ...authorizationProblems,
  ...tokenProblems,
  ...fileProblems,
  ...webServiceProblems,
  ...webServiceAnswerProblems,
  ...settingProblems,
  ...mailProblems,
} as const;

export type ProblemSlug = keyof typeof problems;
