import { ApiError, invalid } from '../../../contract/errors.ts';
import type { Reference } from '../../../contract/reference.ts';
import type { WorkspaceLimits } from '../../../contract/workspace-limits.ts';
import { exampleWorkspace, tag, tagRules, unsettable } from './shared.ts';

/** The documentation of creating a workspace. */
export function createReference(limits: WorkspaceLimits): Reference {
  const answer = exampleWorkspace(limits);
  const { name, display_color, data_residency, tags } = answer;
  return {
    tag,
    description: description(limits),
    requests: {
      full: { summary: 'All fields', body: { name, display_color, data_residency, tags } },
      minimal: { summary: 'Only the required field', body: { name } },
    },
    answer,
    errors: {
      field_missing: { when: 'a required field is missing', error: invalid('name', 'Field required') },
      limit_reached: {
        when: 'the organization has reached its limit of active workspaces',
        error: new ApiError(
          'invalid_request_error',
          'The organization has reached its limit of active workspaces. Archive one to make room.',
        ),
      },
      ...unsettable(limits),
    },
    leadsTo: ['workspaces.get', 'workspaces.update', 'workspaces.archive'],
    sdk: {
      method: 'organization.workspaces.create',
      result: 'workspace',
      goParams: goParams(answer),
    },
  };
}

const description = (limits: WorkspaceLimits) => `
Creates an active workspace. Only \`name\` is required, and it doesn’t have to be unique. Other fields have defaults, also
if they are null.

- **Limit**: an organization can have 100 active workspaces, unless the operator set another limit. At the limit, creates
  are refused until a workspace is archived.
- **Data residency**: \`workspace_geo\` can never be changed. \`default_inference_geo\` must be one of
  \`allowed_inference_geos\`, unless that is \`unrestricted\`. It defaults to \`${limits.inferenceGeos[0]}\`, so set it if your
  list doesn’t include \`${limits.inferenceGeos[0]}\`.
- **Tags**: ${tagRules(limits)}
- **Retries**: with an \`Idempotency-Key\`, a create takes effect only once. Without one, two kinds of retry within 60
  seconds return the workspace that the first request created: those with an \`x-stainless-retry-count\` of 1 or more,
  which official SDKs send, and, once, the next identical create after one whose connection broke before the whole
  response was sent. Any other identical create makes a duplicate. (\`--safe-replays false\` turns off both kinds.)`;

const goParams = ({ name, display_color, data_residency, tags }: ReturnType<typeof exampleWorkspace>) =>
  `anthropic.OrganizationWorkspaceNewParams{
	Name:         "${name}",
	DisplayColor: anthropic.String("${display_color}"),
	DataResidency: anthropic.DataResidencyCreateConfigParam{
		WorkspaceGeo: "${data_residency.workspace_geo}",
		AllowedInferenceGeos: anthropic.DataResidencyCreateConfigAllowedInferenceGeosUnionParam{
			OfGeos: []anthropic.AllowedInferenceGeo{"${data_residency.default_inference_geo}"},
		},
		DefaultInferenceGeo: "${data_residency.default_inference_geo}",
	},
	Tags: map[string]string{"env": "${tags.env}", "team": "${tags.team}"},
}`;
