import type { Operation } from '../../contract/operation.ts';
import { pagingOf } from '../../contract/page.ts';

/** The links of a response: operations that take its `id`, and the next and previous page. */
export function linksOf(operation: Operation, all: readonly Operation[]): object {
  const links: Record<string, object> = {};
  for (const id of operation.reference.leadsTo) {
    const next = all.find((each) => each.id === id);
    const [parameter] = Object.keys(next?.params?.properties ?? {});
    if (next === undefined || parameter === undefined) {
      throw new Error(`${operation.id} leads to ${id}, which isn’t an operation that takes an id`);
    }
    links[id] = link(next, { [parameter]: '$response.body#/id' });
  }
  const paging = pagingOf(operation);
  if (paging === 'tokens') links.nextPage = link(operation, { page: '$response.body#/next_page' });
  if (paging === 'cursors') {
    links.nextPage = link(operation, { after_id: '$response.body#/last_id' });
    links.pageBefore = link(operation, { before_id: '$response.body#/first_id' });
  }
  return links;
}

const link = ({ id, summary }: Operation, parameters: Record<string, string>) => ({
  operationId: id,
  parameters,
  description: summary,
});
