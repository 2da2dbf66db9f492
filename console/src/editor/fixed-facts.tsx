import type { Workspace } from '../api/types.ts';

/** The values that can't be edited, and why. */
export function FixedFacts({ workspace }: { workspace: Workspace }) {
  const facts = [
    ['id', workspace.id, 'never changes'],
    ['created_at', workspace.created_at, 'set by the server'],
    ['compartment_id', workspace.compartment_id, 'never changes'],
    ['external_key_id', workspace.external_key_id ?? 'null', 'not supported yet'],
    ['user_profile_id', workspace.user_profile_id ?? 'null', 'not supported yet'],
  ] as const;
  return (
    <section className="fixed-facts" aria-labelledby="fixed">
      <h3 id="fixed">Read-only</h3>
      <dl>
        {facts.map(([name, value, why]) => (
          <div key={name}>
            <dt>
              <code>{name}</code> <span className="quiet">{why}</span>
            </dt>
            <dd>
              <code>{value}</code>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
