import "@fontsource-variable/inter/wght.css";
import "@mantine/core/styles/default-css-variables.css";
import "@mantine/core/styles/baseline.css";
import "@mantine/core/styles/global.css";
import "@mantine/core/styles/UnstyledButton.css";
import "@mantine/core/styles/Button.css";
import "@mantine/core/styles/Loader.css";
import "@mantine/core/styles/ActionIcon.css";
import "@mantine/core/styles/Input.css";
import "@mantine/core/styles/InlineInput.css";
import "@mantine/core/styles/PasswordInput.css";
import "@mantine/core/styles/Checkbox.css";
import "@mantine/core/styles/Popover.css";
import "@mantine/core/styles/Menu.css";
import "./styles.css";
import "./ui/blocks.css";
import "./ui/table.css";
import "./shell/shell.css";
import "./features/app-registrations/app-registrations.css";
import "./features/settings/settings.css";
import "./features/tokens/tokens.css";
import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { queryClient, whenSessionIsLost } from "./api.ts";
import { currentLanguage, startI18n } from "./i18n.ts";
import { router } from "./router.ts";
import { cssVariables, theme } from "./theme.ts";
import { prepareFormats } from "./ui/time-formats.ts";

// The policy refuses the `eval` that zod would try, and browsers report the try. Read by zod when a page brings it.
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });

await startI18n();

whenSessionIsLost(() => {
  const { pathname, searchStr } = router.state.location;
  if (pathname !== "/sign-in" && pathname !== "/first-administrator") {
    void router.navigate({ to: "/sign-in", search: { next: `${pathname}${searchStr}` } });
  }
});

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");
createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
prepareFormats(currentLanguage());
