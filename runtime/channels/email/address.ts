/** An address of mail, with its domain in lower case: who somebody is on this channel. Undefined for what is none. */
export function addressIn(text: string | undefined): string | undefined {
  const [, local, domain] = /^([^\s\p{Cc}<>"@,;:\\]{1,64})@([^\s\p{Cc}<>"@,;:\\]{1,253})$/u.exec(text?.trim() ?? '') ?? []
  return local && domain ? `${local}@${domain.toLowerCase()}` : undefined
}

/** Whether two addresses are of one mailbox: hardly any server tells apart what is written large. */
export const isSameAddress = (one: string, other: unknown): boolean =>
  one.toLowerCase() ===
  String(other ?? '')
    .trim()
    .toLowerCase()
