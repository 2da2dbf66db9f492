import type { Output } from '../../api/routes.ts';
import { Fact, Facts } from '../../components/facts/facts.tsx';
import { actorOf, kindOf, workspaceOf } from '../../keys/kinds.ts';
import { Reveal } from '../../keys/reveal.tsx';
import { Expires } from '../../keys/status.tsx';
import { useRows } from '../../keys/use-rows.ts';
import { shownName } from '../../workspaces/shown-name.ts';

interface RevealedKeyProps {
  made: Output<'POST /x/v1/organizations/api_keys'>;
  onCopied: () => void;
  onStored: () => void;
}

/** A new API key with its secret, and how to use it. */
export function RevealedKey({ made, onCopied, onStored }: RevealedKeyProps) {
  const { raw_key: secret } = made;
  return (
    <Reveal
      what="API key"
      secret={secret}
      facts={<MadeFacts made={made} />}
      snippets={[
        {
          name: '.env',
          about: 'For a client of your gateway. Set the base URL to your gateway’s.',
          text: `ANTHROPIC_API_KEY=${secret}\n# ANTHROPIC_BASE_URL=https://gateway.example.com`,
        },
        {
          name: 'curl call',
          about: 'Asks this server whether the key may be used, as your gateway does, with an admin key.',
          text: [
            `curl ${location.origin}/x/v1/api_keys/introspect`,
            '-H "x-api-key: $ANTHROPIC_ADMIN_KEY"',
            '-H "content-type: application/json"',
            `-d '{"api_key": "${secret}"}'`,
          ].join(' \\\n  '),
        },
      ]}
      onCopied={onCopied}
      onStored={onStored}
    />
  );
}

function MadeFacts({ made }: Pick<RevealedKeyProps, 'made'>) {
  const [row] = useRows([made]);
  const actor = row?.actor ?? actorOf(made);
  return (
    <Facts>
      <Fact label="Name">
        <bdi>{made.name}</bdi>
      </Fact>
      <Fact label="Valid in">
        {row?.workspace ? (
          <bdi>{shownName(row.workspace)}</bdi>
        ) : (
          (workspaceOf(made) ?? 'The whole organization')
        )}
      </Fact>
      <Fact label="Kind">
        {kindOf(made).name}
        {actor && (
          <>
            {' · '}
            <bdi>{actor}</bdi>
          </>
        )}
      </Fact>
      <Fact label="Expires">
        <Expires status={made.status} at={made.expires_at} />
      </Fact>
    </Facts>
  );
}
