import { ApiError, invalid } from '../../contract/errors.ts';
import type { Reference } from '../../contract/reference.ts';
import type { Workspace, WorkspaceLimits } from '../contract.ts';
import { exampleWorkspace, tag, tagRules, unsettable } from './shared.ts';

/** What people are told of creating a workspace. */
export function createReference(limits: WorkspaceLimits): Reference {
  const answer = exampleWorkspace(limits);
  const { name, display_color, data_residency, tags } = answer;
  return {
    tag,
    description: description(limits),
    requests: {
      full: { summary: 'All that may be chosen', body: { name, display_color, data_residency, tags } },
      minimal: { summary: 'Only what is required', body: { name } },
    },
    answer,
    errors: {
      field_missing: { when: 'a required field is missing', error: invalid('name', 'Field required') },
      limit_reached: {
        when: 'the organization has as many active workspaces as it may',
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
Makes an active workspace. Only \`name\` is required, and two workspaces may have the same one; whatever else is absent or
null has its default.

- **Limit**: an organization has 100 active workspaces at most, unless the operator set another limit. The next create is
  refused until one is archived.
- **Data residency**: \`workspace_geo\` can never be changed. \`default_inference_geo\` must be one of
  \`allowed_inference_geos\`, unless that is \`unrestricted\`. It is \`${limits.inferenceGeos[0]}\` where it isn’t named, so a
  list without \`${limits.inferenceGeos[0]}\` needs it.
- **Tags**: ${tagRules(limits)}.
- **Sent again**: with an \`Idempotency-Key\`, a create takes effect once. Without one, a create with an
  \`x-stainless-retry-count\` of 1 or more, which official SDKs send, is answered with the workspace that the same request
  made in the last 60 seconds; so is, once, the next equal create after one whose connection broke before the whole answer
  was handed over. Any other equal create makes another workspace. (\`--safe-replays false\` turns the last two off.)`;

const goParams = ({ name, display_color, data_residency, tags }: Workspace) =>
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
