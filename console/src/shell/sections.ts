import {
  Activity,
  FlaskConical,
  KeyRound,
  LayoutGrid,
  type LucideIcon,
  PanelsTopLeft,
  ScrollText,
  Settings,
  Users,
} from 'lucide-react';
import type { Route } from '../api/routes.ts';

/** A section of the console: its page, its key, and the operation that its page needs. */
interface Section {
  to: '/' | '/workspaces' | '/members' | '/api-keys' | '/activity' | '/requests' | '/sandbox' | '/settings';
  name: string;
  key: string;
  icon: LucideIcon;
  needs?: Route;
  /** Only there is something to show. */
  onlyIn?: 'sandbox';
}

/** The sections, in the order of the navigation. */
export const sections: readonly Section[] = [
  { to: '/', name: 'Overview', key: 'o', icon: PanelsTopLeft },
  { to: '/workspaces', name: 'Workspaces', key: 'w', icon: LayoutGrid, needs: 'GET /x/v1/workspaces' },
  { to: '/members', name: 'Members', key: 'm', icon: Users, needs: 'GET /v1/organizations/users' },
  { to: '/api-keys', name: 'API keys', key: 'k', icon: KeyRound, needs: 'GET /v1/organizations/api_keys' },
  { to: '/activity', name: 'Activity', key: 'a', icon: Activity, needs: 'GET /v1/compliance/activities' },
  { to: '/requests', name: 'Requests', key: 'r', icon: ScrollText, onlyIn: 'sandbox' },
  { to: '/sandbox', name: 'Sandbox', key: 'x', icon: FlaskConical, onlyIn: 'sandbox' },
  { to: '/settings', name: 'Settings', key: 's', icon: Settings },
];
