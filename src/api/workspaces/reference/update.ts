import { ApiError, invalid } from '../../../contract/errors.ts';
import type { Reference } from '../../../contract/reference.ts';
import type { WorkspaceLimits } from '../../../contract/workspace-limits.ts';
import { exampleWorkspace, notFound, tag, tagRules, unsettable } from './shared.ts';

/** The documentation of updating a workspace. */
export function updateReference(limits: WorkspaceLimits): Reference {
  const workspace = exampleWorkspace(limits);
  const params = { workspace_id: workspace.id };
  const body = {
    name: 'Analysis',
    display_color: '#12AB9F',
    data_residency: {
      allowed_inference_geos: [...limits.inferenceGeos],
      default_inference_geo: limits.inferenceGeos[0] as string,
    },
    tags: { env: 'test' },
  };
  return {
    tag,
    description: description(limits),
    requests: {
      full: { summary: 'All fields', params, body },
      minimal: { summary: 'Rename', params, body: { name: 'Analysis' } },
      tags: { summary: 'Set a tag, remove another', params, body: { tags: { env: 'test', team: null } } },
    },
    answer: {
      ...workspace,
      ...body,
      data_residency: { ...workspace.data_residency, ...body.data_residency },
      tags: { ...workspace.tags, ...body.tags },
    },
    errors: {
      ...notFound,
      archived: {
        when: 'the workspace is archived',
        error: new ApiError('invalid_request_error', 'An archived workspace can’t be updated.'),
      },
      default_renamed: {
        when: 'the default workspace is given another name',
        error: invalid('name', 'the default workspace can’t be renamed'),
      },
      fixed_geo: {
        when: '`workspace_geo` is sent',
        error: invalid('data_residency.workspace_geo', 'Extra inputs are not permitted'),
      },
      ...unsettable(limits),
    },
    leadsTo: ['workspaces.get', 'workspaces.archive'],
    sdk: {
      method: 'organization.workspaces.update',
      result: 'workspace',
      goParams: goParams(body),
    },
  };
}

const description = (limits: WorkspaceLimits) => `
Changes only the fields that you send, and returns the whole workspace. \`{}\` changes nothing.

- **Null**: for \`data_residency\`, its fields and \`tags\`, null is the same as absent. \`name\` and \`display_color\` can’t
  be null.
- **Tags are merged**: a key with a value is set, a key with null is removed, and all others stay. Removing a missing key
  is not an error. Limits: ${tagRules(limits)} A key that is longer than a limit that was lowered can only be removed.
- **Data residency**: \`workspace_geo\` can’t be sent. After the update, \`default_inference_geo\` must be one of
  \`allowed_inference_geos\`, unless that is \`unrestricted\`.
- An **archived** workspace can’t be updated. The **default** workspace can’t be renamed.`;

interface Body {
  name: string;
  display_color: string;
  data_residency: { allowed_inference_geos: string[]; default_inference_geo: string };
  tags: { env: string };
}

const goParams = ({ name, display_color, data_residency, tags }: Body) =>
  `anthropic.OrganizationWorkspaceUpdateParams{
	Name:         anthropic.String("${name}"),
	DisplayColor: anthropic.String("${display_color}"),
	DataResidency: anthropic.DataResidencyUpdateConfigParam{
		AllowedInferenceGeos: anthropic.DataResidencyUpdateConfigAllowedInferenceGeosUnionParam{
			OfGeos: []anthropic.AllowedInferenceGeo{"${data_residency.allowed_inference_geos.join('", "')}"},
		},
		DefaultInferenceGeo: "${data_residency.default_inference_geo}",
	},
	Tags: map[string]string{"env": "${tags.env}"},
}`;
