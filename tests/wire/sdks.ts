import Anthropic from '@anthropic-ai/sdk';
import Former from 'anthropic-sdk-0';
import type { Workspace } from './shapes.ts';

/** The five operations as every surface of the official libraries has them. */
export interface WorkspacesClient {
  create(fields: { name: string; tags?: Record<string, string> }, options?: object): PromiseLike<Workspace>;
  retrieve(id: string): PromiseLike<Workspace>;
  update(id: string, fields: { name?: string; user_profile_id?: string }): PromiseLike<Workspace>;
  list(query?: object): PromiseLike<SdkPage> & AsyncIterable<Workspace>;
  archive(id: string): PromiseLike<Workspace>;
}

interface SdkPage {
  data: Workspace[];
  has_more: boolean;
  first_id: string | null;
  last_id: string | null;
  getNextPage(): Promise<SdkPage>;
}

interface Options {
  baseURL: string;
  apiKey: string;
  maxRetries?: number;
}

/** The error classes that both libraries have. */
type Errors = Pick<typeof Anthropic, 'BadRequestError' | 'AuthenticationError' | 'NotFoundError'>;

/** Every way in which the official libraries reach workspaces. */
export const surfaces: { name: string; connect(options: Options): WorkspacesClient; errors: Errors }[] = [
  {
    name: '1.x client.organization.workspaces',
    connect: (options) => new Anthropic(options).organization.workspaces,
    errors: Anthropic,
  },
  {
    name: '1.x client.beta.organization.workspaces',
    connect: (options) => new Anthropic(options).beta.organization.workspaces,
    errors: Anthropic,
  },
  {
    name: '0.137 client.beta.organization.workspaces',
    // Its types lack `user_profile_id`, which is newer; the objects have it.
    connect: (options) => new Former(options).beta.organization.workspaces as unknown as WorkspacesClient,
    errors: Former as unknown as Errors,
  },
];
