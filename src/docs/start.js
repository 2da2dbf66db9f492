// What would ask another host for something is off; members stand in the order of the document.
globalThis.Scalar.createApiReference('#reference', {
  url: '/openapi.json',
  agent: { disabled: true },
  documentDownloadType: 'direct',
  hiddenClients: true,
  hideClientButton: true,
  mcp: { disabled: true },
  orderRequiredPropertiesFirst: false,
  orderSchemaPropertiesBy: 'preserve',
  showDeveloperTools: 'never',
  telemetry: false,
  withDefaultFonts: false,
});

// Of the renderer's buttons, those that copy have no name, and those that explain say that they are none.
new MutationObserver(() => {
  for (const button of document.querySelectorAll('button[class*="copy-button"]:not([aria-label])')) {
    button.setAttribute('aria-label', 'Copy');
  }
  for (const button of document.querySelectorAll('button[role="none"]')) button.removeAttribute('role');
}).observe(document.body, { childList: true, subtree: true });
