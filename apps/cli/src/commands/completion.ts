import { defineCommand } from "citty";
import { printText, UsageError } from "../output.ts";

const bash = `_grantry() {
  local line
  COMPREPLY=()
  while IFS= read -r line; do COMPREPLY+=("$line"); done < <(grantry complete bash "\${COMP_LINE:0:COMP_POINT}" 2>/dev/null)
}
complete -o default -F _grantry grantry
`;

const zsh = `#compdef grantry
_grantry() {
  local -a found
  found=("\${(@f)$(grantry complete zsh "\${(@Q)words[2,CURRENT]}" 2>/dev/null)}")
  [[ -n "$found" ]] && compadd -a found || _files
}
compdef _grantry grantry
`;

const fish = `function __grantry_complete
  set -l words (commandline -opc)
  grantry complete fish $words[2..-1] (commandline -ct) 2>/dev/null
end
complete -c grantry -a '(__grantry_complete)'
`;

const scripts = { bash, zsh, fish };

export const completionCommand = defineCommand({
  meta: {
    name: "completion",
    description: 'Print what completes commands, options and names in a shell: eval "$(grantry completion bash)"',
  },
  args: {
    shell: { type: "positional", valueHint: "bash|zsh|fish", description: "bash, zsh or fish", required: true },
  },
  run({ args: { shell } }) {
    if (shell !== "bash" && shell !== "zsh" && shell !== "fish") {
      throw new UsageError(`There is no completion for “${shell}”; it takes bash, zsh or fish.`);
    }
    printText(scripts[shell]);
  },
});
