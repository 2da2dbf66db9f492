import type { Output } from '../../api/routes.ts';
import { Fact, Facts } from '../../components/facts/facts.tsx';
import { Reveal } from '../../keys/reveal.tsx';
import { Expires } from '../../keys/status.tsx';
import { scopesText } from './scopes.ts';

interface RevealedAdminKeyProps {
  made: Output<'POST /x/v1/admin_keys'>;
  onCopied: () => void;
  onStored: () => void;
}

/** A new admin key with its secret, and how to use it. */
export function RevealedAdminKey({ made, onCopied, onStored }: RevealedAdminKeyProps) {
  const { raw_key: secret } = made;
  return (
    <Reveal
      what="admin key"
      secret={secret}
      facts={
        <Facts>
          <Fact label="Name">
            <bdi>{made.name}</bdi>
          </Fact>
          <Fact label="Scopes">{scopesText(made.scopes)}</Fact>
          <Fact label="Expires">
            <Expires status={made.status} at={made.expires_at} />
          </Fact>
        </Facts>
      }
      snippets={[
        {
          name: '.env',
          about: 'For the official SDKs, Terraform and the command line.',
          text: `ANTHROPIC_BASE_URL=${location.origin}\nANTHROPIC_API_KEY=${secret}`,
        },
        {
          name: 'curl call',
          about: 'Names the organization that the key belongs to.',
          text: [
            `curl ${location.origin}/v1/organizations/me`,
            '-H "anthropic-version: 2023-06-01"',
            `-H "x-api-key: ${secret}"`,
          ].join(' \\\n  '),
        },
      ]}
      onCopied={onCopied}
      onStored={onStored}
    />
  );
}
