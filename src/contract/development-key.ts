/** The published admin key of `workspaced dev`; every other mode refuses it. */
export const developmentKey = 'sk-ant-admin01-development-key-published-and-valid-in-dev-mode-only-00';
