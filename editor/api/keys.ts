/** The names under which answers are kept in the query cache, from wide to narrow: invalidating `flows` reaches each flow. */
export const keys = {
  setup: ['setup'],
  me: ['me'],
  notices: ['notices'],
  members: (w: string) => ['members', w],
  tokens: (w: string) => ['tokens', w],
  channels: (w: string) => ['channels', w],
  flows: (w: string) => ['flows', w],
  flow: (w: string, f: string) => ['flows', w, f],
  publish: (w: string, f: string) => ['flows', w, f, 'publish'],
  versions: (w: string, f: string) => ['flows', w, f, 'versions'],
  statistics: (w: string, f: string, filter: object = {}) => ['statistics', w, f, filter],
  conversations: (w: string, view?: string) => (view ? ['conversations', w, view] : ['conversations', w]),
  inbox: (w: string, view?: string) => (view ? ['inbox', w, view] : ['inbox', w]),
  conversation: (w: string, c?: string) => (c ? ['conversation', w, c] : ['conversation', w]),
  turns: (w: string, c?: string) => (c ? ['turns', w, c] : ['turns', w]),
} as const
