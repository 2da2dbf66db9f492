import { Outlet } from '@tanstack/react-router';
import { PageHeader } from '../../components/page-header/page-header.tsx';

/** The settings: of the organization, its admin keys, and the server. */
export default function SettingsPage() {
  return (
    <>
      <PageHeader
        title="Settings"
        tabs={[
          { name: 'Organization', to: '/settings' },
          { name: 'Admin keys', to: '/settings/admin-keys' },
          { name: 'Server', to: '/settings/server' },
        ]}
      />
      <Outlet />
    </>
  );
}
