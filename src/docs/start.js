// What would ask another host for something is off; members stand in the order of the document.
globalThis.Scalar.createApiReference('#reference', {
  url: '/openapi.json',
  agent: { disabled: true },
  documentDownloadType: 'direct',
  hideClientButton: true,
  mcp: { disabled: true },
  orderRequiredPropertiesFirst: false,
  orderSchemaPropertiesBy: 'preserve',
  showDeveloperTools: 'never',
  telemetry: false,
  withDefaultFonts: false,
});
