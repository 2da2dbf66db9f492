import type { Workspace } from '../api/types.ts';

/** What no edit can change, and why. */
export function FixedFacts({ workspace }: { workspace: Workspace }) {
  const facts = [
    ['id', workspace.id, 'names the workspace for ever'],
    ['created_at', workspace.created_at, 'the server’s clock'],
    ['compartment_id', workspace.compartment_id, 'what its encryption is bound to'],
    ['external_key_id', workspace.external_key_id ?? 'null', 'this server has no external keys yet'],
    ['user_profile_id', workspace.user_profile_id ?? 'null', 'this server has no user profiles yet'],
  ] as const;
  return (
    <section className="fixed-facts" aria-labelledby="fixed">
      <h3 id="fixed">Can’t be edited here</h3>
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
