import type { Static, TSchema } from 'typebox';
import type { ActivityOperations } from '../../../src/api/activities/contract.ts';
import type { AdminKeyOperations } from '../../../src/api/admin-keys/contract.ts';
import type { ApiKeyOperations } from '../../../src/api/api-keys/contract.ts';
import type { ComplianceSettingsOperations } from '../../../src/api/compliance-settings/contract.ts';
import type { InviteOperations } from '../../../src/api/invites/contract.ts';
import type { MemberOperations } from '../../../src/api/members/contract.ts';
import type { OrganizationOperations } from '../../../src/api/organizations/contract.ts';
import type {
  ServiceAccountMemberOperations,
  ServiceAccountWorkspaceOperations,
} from '../../../src/api/service-account-members/contract.ts';
import type { ServiceAccountOperations } from '../../../src/api/service-accounts/contract.ts';
import type { SessionOperations } from '../../../src/api/sessions/contract.ts';
import type { UserOperations } from '../../../src/api/users/contract.ts';
import type { WorkspaceOperations } from '../../../src/api/workspaces/contract.ts';

type Of<T> = T[keyof T];

/** Every operation that the console may call, by type alone. */
type Any =
  | Of<ActivityOperations>
  | Of<AdminKeyOperations>
  | Of<ApiKeyOperations>
  | Of<ComplianceSettingsOperations>
  | Of<InviteOperations>
  | Of<MemberOperations>
  | Of<OrganizationOperations>
  | Of<ServiceAccountMemberOperations>
  | Of<ServiceAccountWorkspaceOperations>
  | Of<ServiceAccountOperations>
  | Of<SessionOperations>
  | Of<UserOperations>
  | Of<WorkspaceOperations>;

type RouteOf<O> = O extends { method: infer M extends string; path: infer P extends string }
  ? `${M} ${P}`
  : never;

/** Method and path of an operation, as in `GET /v1/organizations/users`: a typo doesn't compile. */
export type Route = RouteOf<Any>;
/** A route that only reads. */
export type ReadRoute = Extract<Route, `GET ${string}`>;
/** A route that changes something. */
export type WriteRoute = Exclude<Route, ReadRoute>;

type Operation<R extends Route> = Any extends infer O
  ? O extends Any
    ? RouteOf<O> extends R
      ? O
      : never
    : never
  : never;
type Schema<R extends Route, part extends string> =
  Operation<R> extends { [name in part]: infer S extends TSchema } ? Static<S> : undefined;

/** The response to a route. */
export type Output<R extends Route> =
  Operation<R> extends { output: infer S extends TSchema } ? Static<S> : never;

/** The parts of a request that a route takes; every parameter of a query may be left out. */
export type Input<R extends Route> = Optionally<'params', Schema<R, 'params'>> &
  Optionally<'query', Loosely<Schema<R, 'query'>>> &
  Optionally<'body', Schema<R, 'body'>>;

type Loosely<T> = T extends object ? Partial<T> : T;
type Optionally<name extends string, T> = [T] extends [undefined]
  ? { [key in name]?: undefined }
  : Partial<T> extends T
    ? { [key in name]?: T }
    : { [key in name]: T };
