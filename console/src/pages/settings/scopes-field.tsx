import { useId } from 'react';
import type { Scope } from '../../../../src/contract/scopes.ts';
import { useStatus } from '../../api/queries.ts';
import { Check, FieldSet } from '../../components/form/fields.tsx';
import { type ScopeGroup, scopeGroups } from './scopes.ts';
import styles from './scopes-field.module.css';

interface ScopesFieldProps {
  all: boolean;
  scopes: readonly Scope[];
  onChange: (change: { all?: boolean; scopes?: Scope[] }) => void;
}

/** What a new admin key may do: everything, or scopes by resource. It reaches no further than the key in use. */
export function ScopesField({ all, scopes, onChange }: ScopesFieldProps) {
  const { data: status } = useStatus();
  const own = status?.key.scopes ?? null;
  const turn = (scope: Scope) => (on: boolean) =>
    onChange({ scopes: on ? [...scopes, scope] : scopes.filter((other) => other !== scope) });
  return (
    <FieldSet
      name="scopes"
      label="Scopes"
      hint={
        own === null
          ? 'What the key may do. They can’t be changed later.'
          : 'What the key may do, at most what yours may. They can’t be changed later.'
      }
    >
      <Check
        label="All scopes"
        about={
          own === null ? 'Everything, and what later versions add.' : 'Your key doesn’t have all scopes.'
        }
        on={all}
        disabled={own !== null}
        onChange={(on) => onChange({ all: on })}
      />
      <div className={styles.groups}>
        {scopeGroups.map((group) => (
          <Group
            key={group.name}
            group={group}
            isOn={(scope) => all || scopes.includes(scope)}
            isFixed={(scope) => all || (own !== null && !own.includes(scope))}
            turn={turn}
          />
        ))}
      </div>
    </FieldSet>
  );
}

interface GroupProps {
  group: ScopeGroup;
  isOn: (scope: Scope) => boolean;
  isFixed: (scope: Scope) => boolean;
  turn: (scope: Scope) => (on: boolean) => void;
}

function Group({ group, isOn, isFixed, turn }: GroupProps) {
  const id = useId();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a field set can’t be laid out as a line in every browser
    <div role="group" aria-labelledby={id} className={styles.group}>
      <span id={id}>{group.name}</span>
      <div className={styles.boxes}>
        {group.scopes.map(({ scope, verb }) => (
          <Check key={scope} label={verb} on={isOn(scope)} disabled={isFixed(scope)} onChange={turn(scope)} />
        ))}
      </div>
    </div>
  );
}
