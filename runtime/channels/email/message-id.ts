/** Ids as `<…@…>`, in order; what is none of a sane length is left out. */
export const idsIn = (header: string | undefined): string[] => header?.slice(0, 20_000).match(/<[^<>\s\p{Cc}]{1,250}>/gu) ?? []

/**
 * What a mail of ours is called: by its message, so that sending again after a crash is the same mail. What was called so by us is read
 * back from a report about it.
 */
export const messageIdOf = (ourId: string, address: string): string => `<${ourId}@${address.split('@')[1] ?? 'localhost'}>`

/** Our id of a message in a `Message-ID` that was made of one; undefined for any other. */
export const ourIdIn = (messageId: string | undefined): string | undefined =>
  /^<(c[\w-]{1,80}\.\d{8}\.\d{1,6}(?:~\d{1,4})?)@/.exec(messageId ?? '')?.[1]
