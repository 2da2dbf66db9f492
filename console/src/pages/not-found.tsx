import { MapPinOff } from 'lucide-react';
import { PageTitle } from '../components/page-title.tsx';
import { EmptyState } from '../components/states.tsx';
import { Link } from '../router.tsx';

/** Shown for an unknown address. */
export function NotFoundPage() {
  return (
    <>
      <PageTitle title="Not found" />
      <EmptyState icon={<MapPinOff />} title="This page doesn’t exist">
        <p>Check the address for typos.</p>
        <Link to="/workspaces" className="button">
          All workspaces
        </Link>
      </EmptyState>
    </>
  );
}
