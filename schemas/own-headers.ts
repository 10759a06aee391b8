/**
 * Headers that say how a message travels, in small letters: they are the server's own. A `host` of somebody else's would name another
 * server than the one that was checked.
 */
export const ownHeaders: ReadonlySet<string> = new Set([
  'host',
  'connection',
  'keep-alive',
  'content-length',
  'transfer-encoding',
  'te',
  'trailer',
  'upgrade',
  'expect',
])
