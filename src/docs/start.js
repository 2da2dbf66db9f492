// Everything that would make requests to other hosts is off. Fields keep the order of the document.
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

// In the renderer, copy buttons have no accessible name, and help buttons have the role “none”.
new MutationObserver(() => {
  for (const button of document.querySelectorAll('button[class*="copy-button"]:not([aria-label])')) {
    button.setAttribute('aria-label', 'Copy');
  }
  for (const button of document.querySelectorAll('button[role="none"]')) button.removeAttribute('role');
}).observe(document.body, { childList: true, subtree: true });
