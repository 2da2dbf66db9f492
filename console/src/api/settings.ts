/** What the server's OpenAPI document says of the limits and geos it is set to. */
export interface Settings {
  nameMaxLength: number;
  workspaceGeos: string[];
  defaultWorkspaceGeo: string;
  inferenceGeos: string[];
  defaultInferenceGeo: string;
}

interface Schema {
  anyOf?: Schema[];
  properties?: Record<string, Schema>;
  maxLength?: number;
  enum?: string[];
  default?: string;
}

/** An OpenAPI document, as far as it is read here. */
export interface OpenApi {
  paths: Record<string, { post?: { requestBody: { content: { 'application/json': { schema: Schema } } } } }>;
}

/** Reads the settings out of what the document says of creating a workspace. */
export function readSettings(document: OpenApi): Settings {
  const body = document.paths['/v1/organizations/workspaces']?.post?.requestBody;
  const create = body?.content['application/json'].schema.properties;
  const residency = notNull(create?.data_residency).properties;
  const workspaceGeo = notNull(residency?.workspace_geo);
  const inferenceGeo = notNull(residency?.default_inference_geo);
  return {
    nameMaxLength: create?.name?.maxLength ?? 0,
    workspaceGeos: workspaceGeo.enum ?? [],
    defaultWorkspaceGeo: workspaceGeo.default ?? '',
    inferenceGeos: inferenceGeo.enum ?? [],
    defaultInferenceGeo: inferenceGeo.default ?? '',
  };
}

/** The branch of a nullable schema that describes something. */
const notNull = (schema: Schema = {}): Schema => schema.anyOf?.[0] ?? schema;
