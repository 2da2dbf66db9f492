/** The default colours of workspaces, which forms offer too, with names for screen readers. */
export const palette = [
  { color: '#6C5BB9', name: 'Violet' },
  { color: '#C6613F', name: 'Terracotta' },
  { color: '#3E7CB1', name: 'Blue' },
  { color: '#4F8A5B', name: 'Green' },
  { color: '#B5487A', name: 'Raspberry' },
  { color: '#C29A2E', name: 'Ochre' },
  { color: '#3C8C8C', name: 'Teal' },
  { color: '#7A6A58', name: 'Umber' },
] as const;
