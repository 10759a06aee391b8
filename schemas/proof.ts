/**
 * How it was shown that an address is somebody's: the channel vouches for the number they write from · they shared their own contact, which
 * the channel vouches for · a code that was sent there came back · the shop's own site vouches for its user.
 */
export const proofKinds = ['number', 'shared', 'code', 'site'] as const
export type ProofKind = (typeof proofKinds)[number]

/** What was proven to be somebody's: a phone number (E.164), an e-mail address (lower case), a user of the shop's own site. */
export const provenAbouts = ['phone', 'email', 'user'] as const
export type ProvenAbout = (typeof provenAbouts)[number]
