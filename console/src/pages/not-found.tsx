import { MapPinOff } from 'lucide-react';
import { PageTitle } from '../components/page-title.tsx';
import { EmptyState } from '../components/states.tsx';
import { Link } from '../router.tsx';

/** An address that the console doesn't have. */
export function NotFoundPage() {
  return (
    <>
      <PageTitle title="Not found" />
      <EmptyState icon={<MapPinOff />} title="There is no such page">
        <p>The address may have been mistyped.</p>
        <Link to="/workspaces" className="button">
          All workspaces
        </Link>
      </EmptyState>
    </>
  );
}
