import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from "@mantine/core";

const accent: MantineColorsTuple = [
  "#eef2ff",
  "#dde4fd",
  "#b9c6fa",
  "#93a7f6",
  "#728bf1",
  "#5573ea",
  "#3457d5",
  "#2b49b8",
  "#233c98",
  "#1b2f79",
];

/** What is dangerous has the colour of what needs a person. */
const red: MantineColorsTuple = [
  "#fdeaea",
  "#fbd5d3",
  "#f6aea9",
  "#f0847c",
  "#e05c52",
  "#cb3a2e",
  "#b42318",
  "#b42318",
  "#8f1b13",
  "#6b140e",
];

export const theme = createTheme({
  primaryColor: "accent",
  colors: { accent, red },
  primaryShade: 6,
  autoContrast: true,
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: "'JetBrains Mono', ui-monospace, 'SF Mono', Menlo, Consolas, monospace",
  fontSizes: { xs: "12.5px", sm: "14px", md: "14px", lg: "16px", xl: "18px" },
  defaultRadius: 8,
  respectReducedMotion: true,
  components: {
    InputWrapper: {
      styles: {
        label: { fontSize: 13, fontWeight: 500, marginBottom: 6, overflowWrap: "anywhere" },
        description: { fontSize: 12.5, marginTop: 6 },
        error: { fontSize: 12.5, marginTop: 6 },
      },
      defaultProps: { inputWrapperOrder: ["label", "input", "error", "description"] },
    },
  },
});

/** The colours that say something, and a tint of each, in both themes. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    "--page": "#fbfbfa",
    "--panel": "#ffffff",
    "--line": "#e4e4e7",
    "--quiet": "#f1f1ef",
    "--muted": "#5f6672",
    "--ok": "#1d7a4f",
    "--ok-tint": "#e4f3eb",
    "--wait": "#8a5a00",
    "--wait-tint": "#fcf0d6",
    "--act": "#b42318",
    "--act-tint": "#fdeaea",
    "--off": "#5b6270",
    "--off-tint": "#eff0f2",
    "--mantine-color-body": "#fbfbfa",
    "--mantine-color-text": "#18181b",
    "--mantine-color-dimmed": "#5f6672",
    "--mantine-color-error": "#b42318",
    "--mantine-color-accent-light-color": "#3457d5",
    "--mantine-color-placeholder": "#737985",
  },
  dark: {
    "--page": "#131416",
    "--panel": "#1a1c1f",
    "--line": "#2e3136",
    "--quiet": "#24272b",
    "--muted": "#a3a9b4",
    "--ok": "#6fd0a0",
    "--ok-tint": "#15301f",
    "--wait": "#efc066",
    "--wait-tint": "#35290f",
    "--act": "#ff9a90",
    "--act-tint": "#3b1a18",
    "--off": "#a7adb8",
    "--off-tint": "#26292e",
    "--mantine-color-body": "#131416",
    "--mantine-color-text": "#f0f1f3",
    "--mantine-color-dimmed": "#a3a9b4",
    "--mantine-color-error": "#ff9a90",
    "--mantine-color-anchor": "#8aa4ff",
    "--mantine-color-accent-light-color": "#8aa4ff",
    "--mantine-color-placeholder": "#8b919c",
    "--mantine-color-red-light-color": "#ff9a90",
  },
});
