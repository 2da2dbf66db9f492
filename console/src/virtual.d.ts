declare module 'virtual:operations' {
  export const operations: Readonly<Record<string, import('./api/operations.ts').Described>>;
  export const palette: typeof import('../../src/api/workspaces/palette.ts').palette;
}

declare module 'virtual:samples' {
  export const samples: Readonly<Record<string, import('./components/code/samples.ts').Sample>>;
}

declare module 'virtual:activity-types' {
  export const activityTypes: readonly import('../../src/contract/activity.ts').ActivityType[];
}
