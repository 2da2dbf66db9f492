import { Argument, type Command, type Option } from 'commander';
import type { Context } from './context.ts';

/** Adds the command that prints a shell completion script. */
export function addCompletion(program: Command, context: Context): void {
  program
    .command('completion')
    .description('Print a shell completion script.')
    .addArgument(new Argument('<shell>').choices(Object.keys(scripts)))
    .addHelpText(
      'after',
      `
Examples:
  source <(workspaced completion bash)      # in ~/.bashrc
  source <(workspaced completion zsh)       # in ~/.zshrc
  workspaced completion fish | source       # in ~/.config/fish/config.fish`,
    )
    .action((shell: keyof typeof scripts) => context.print(scripts[shell](nodesOf(program))));
}

/** A command by its words, and what can follow them. */
interface Node {
  path: string[];
  commands: readonly Command[];
  options: Option[];
}

function nodesOf(command: Command, before: string[] = []): Node[] {
  const path = [...before, command.name()];
  const options = command.createHelp().visibleOptions(command);
  const node = { path, commands: command.commands, options };
  return [node, ...command.commands.flatMap((inner) => nodesOf(inner, path))];
}

const scripts = { bash, zsh, fish };

/** Where no command or option can follow, file names are completed. */
function bash(nodes: Node[]): string {
  const paths = nodes.map(({ path }) => `'${path.join(' ')}'`);
  const cases = nodes.map(({ path, commands, options }) => {
    const [names, flags] = [commands.map((each) => each.name()), options.map(({ long }) => long)];
    return `    '${path.join(' ')}') commands='${names.join(' ')}' options='${flags.join(' ')}' ;;`;
  });
  return `_workspaced() {
  local word path=workspaced commands options
  for word in "\${COMP_WORDS[@]:1:$((COMP_CWORD - 1))}"; do
    case "$path $word" in
      ${paths.join(' | ')}) path="$path $word" ;;
    esac
  done
  case "$path" in
${cases.join('\n')}
  esac
  word="\${COMP_WORDS[COMP_CWORD]}"
  case "$word" in
    -*) commands="$options" ;;
  esac
  COMPREPLY=($(compgen -W "$commands" -- "$word"))
}
complete -o default -F _workspaced workspaced`;
}

/** Uses zsh's own support for bash completions. */
function zsh(nodes: Node[]): string {
  return `(( $+functions[compdef] )) || { autoload -Uz compinit && compinit }
autoload -Uz bashcompinit && bashcompinit
${bash(nodes)}`;
}

function fish(nodes: Node[]): string {
  return nodes.flatMap(fishLines).join('\n');
}

function fishLines({ path: [, ...words], commands, options }: Node): string[] {
  const names = commands.map((each) => each.name()).join(' ');
  const seen = words.map((word) => `__fish_seen_subcommand_from ${word}`);
  const here = [...seen, ...(names === '' ? [] : [`not __fish_seen_subcommand_from ${names}`])].join(
    '; and ',
  );
  const start = `complete -c workspaced -n '${here}'`;
  return [
    ...commands.map((each) => `${start} -f -a ${each.name()} -d ${quoted(each.description())}`),
    ...options.map(
      ({ long, required, description }) =>
        `${start} -l ${long?.slice(2)}${required ? ' -r' : ''} -d ${quoted(description)}`,
    ),
  ];
}

const quoted = (text: string) => `'${text.replaceAll(/['\\]/g, String.raw`\$&`)}'`;
