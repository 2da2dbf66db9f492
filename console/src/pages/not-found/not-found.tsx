import { MapPinOff } from 'lucide-react';
import { LinkButton } from '../../components/button/button.tsx';
import { PageHeader } from '../../components/page-header/page-header.tsx';
import { EmptyState } from '../../components/states/states.tsx';

/** Shown for an unknown address. */
export function NotFoundPage() {
  return (
    <>
      <PageHeader title="Not found" />
      <EmptyState icon={<MapPinOff />} title="This page doesn’t exist">
        <p>Check the address for typos.</p>
        <LinkButton to="/workspaces">All workspaces</LinkButton>
      </EmptyState>
    </>
  );
}
