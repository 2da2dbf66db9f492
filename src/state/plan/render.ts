import type { Change, Step } from './draft.ts';
import type { Plan } from './plan.ts';

const signs = { create: '+', add: '+', update: '~', archive: '-', remove: '-' };

/** A plan as lines for people: its steps and their changes, what else there is to know, and how many of each. */
export function renderPlan({ steps, notes, left }: Plan): string[] {
  return [
    ...steps.flatMap(renderStep),
    ...notes.map((note) => `! ${note}`),
    ...(left.length === 0 ? [] : [`Not in the document, and left as they are: ${listed(left)}.`]),
    steps.length === 0 ? 'Nothing to do.' : `To do: ${summary(steps)}.`,
  ];
}

/** A step in a few words, such as `archive workspace Old`. */
export const titleOf = ({ verb, object, identity }: Step) => `${verb} ${object} ${identity}`;

const renderStep = (step: Step) => [
  `${signs[step.verb]} ${titleOf(step)}`,
  ...step.changes.map((change) => `    ${renderChange(change)}`),
];

/** What was not there before is shown by its new value alone. */
function renderChange({ member, from, to }: Change): string {
  const [before, after] = [from, to].map((value) => (value === undefined ? 'none' : JSON.stringify(value)));
  return from === undefined ? `${member}: ${after}` : `${member}: ${before} → ${after}`;
}

const summary = (steps: readonly Step[]) =>
  counted(steps.map(({ verb }) => verb))
    .map(([verb, count]) => `${count} to ${verb}`)
    .join(', ');

const listed = (left: Plan['left']) =>
  counted(left.map(({ object }) => object))
    .map(([object, count]) => `${count} ${object}${count === 1 ? '' : 's'}`)
    .join(', ');

/** How often each word is among them, in the order of the first ones. */
const counted = (words: readonly string[]) =>
  Object.entries(Object.groupBy(words, (word) => word)).map(([word, all]) => [word, all?.length] as const);
