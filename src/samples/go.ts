import type { Operation } from '../contract/operation.ts';
import { isPaged } from '../contract/page.ts';
import type { RequestExample, SdkCall } from '../contract/reference.ts';
import { pathOf } from './path.ts';
import { sdkArguments } from './sdk.ts';

/** By `github.com/anthropics/anthropic-sdk-go`. */
export function goSample(operation: Operation, request: RequestExample): string {
  const { sdk } = operation.reference;
  const body = sdk === null ? byPath(operation, request) : byMethod(sdk, isPaged(operation), request);
  const imports = ['"context"', '"fmt"', '', '"github.com/anthropics/anthropic-sdk-go"'];
  if (body.includes('option.')) imports.push('"github.com/anthropics/anthropic-sdk-go/option"');
  return `package main

import (
${imports.map((path) => (path === '' ? '' : `\t${path}`)).join('\n')}
)

func main() {
${`client := anthropic.NewClient()\n${body}`.replaceAll(/^(?=.)/gm, '\t')}
}`;
}

function byMethod(sdk: SdkCall, paged: boolean, request: RequestExample): string {
  const { last } = sdkArguments(request);
  const args = ['context.TODO()', last === undefined ? [] : `"${last}"`, sdk.goParams ?? []].flat();
  const call = `client.${goMethod(sdk.method, paged)}(${args.join(', ')})`;
  return paged
    ? `pager := ${call}
for pager.Next() {
	${sdk.result} := pager.Current()
	fmt.Println(${sdk.result}.RawJSON())
}
if err := pager.Err(); err != nil {
	panic(err)
}`
    : `${sdk.result}, err := ${call}
if err != nil {
	panic(err)
}
fmt.Println(${sdk.result}.RawJSON())`;
}

function byPath(operation: Operation, request: RequestExample): string {
  const method = operation.method.charAt(0) + operation.method.slice(1).toLowerCase();
  const body = request.body ? `[]byte(\`${JSON.stringify(request.body)}\`)` : 'nil';
  const query = Object.entries(request.query ?? {}).map(
    ([name, value]) => `option.WithQuery("${name}", "${value}")`,
  );
  const args = ['context.TODO()', `"${pathOf(operation, request)}"`, body, '&answer', ...query];
  return `var answer map[string]any
if err := client.${method}(${args.join(', ')}); err != nil {
	panic(err)
}
fmt.Println(answer)`;
}

/** `organization.apiKeys.retrieve` → `Organization.APIKeys.Get` */
function goMethod(method: string, paged: boolean): string {
  const names = method.split('.').map((name) => name.replace(/^\w/, (first) => first.toUpperCase()));
  const verb = names.pop() ?? '';
  const verbs: Record<string, string> = {
    Create: 'New',
    Retrieve: 'Get',
    List: paged ? 'ListAutoPaging' : 'List',
  };
  return [...names, verbs[verb] ?? verb].join('.').replaceAll('Api', 'API');
}
