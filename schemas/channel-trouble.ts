import { egressReasons } from './egress-reason.ts'
import type { ChannelKind } from './message.ts'
import type { Reason } from './reason.ts'

/**
 * What can be wrong with a channel as a whole, by its kind. What people can do about it stands beside the words of each. `told`: by an
 * earlier release, in the sentences `words` and `wayOut`.
 */
export const anyTroubleCodes = ['no-public-url', 'lost-secrets', 'told'] as const
export const troubleCodes = {
  'web-chat': [],
  whatsapp: [
    'unreachable',
    'not-the-api',
    'cannot-tell',
    'refused-to-tell',
    'sends-nothing',
    'wrong-address',
    'unknown-number',
    'token-refused',
    'may-not-send',
    'payment',
    'limited',
    'locked',
    'not-ready',
    'rule-broken',
    'deleted',
    'offboarded',
    'partner-removed',
    'app-removed',
    'about-to-be-off',
    'switched-off',
    'answers-nobody',
    'answers-nobody-until',
    'begins-nothing',
    'begins-nothing-until',
    'restricted',
    'restricted-until',
  ],
  telegram: ['unreachable', 'cannot-tell', 'refused', 'wrong-address', 'token-refused', 'not-told', 'address-refused'],
  email: ['unreachable', 'wrong-server', 'sign-in-refused', 'no-certificate', 'no-encryption', 'sender-refused'],
} as const satisfies Record<ChannelKind, readonly string[]>

/** Nothing comes in while one of these lasts; what goes out still does. Of a mailbox it is the trouble of the server that mail is read from. */
const deaf: readonly string[] = ['no-public-url', 'not-told', 'address-refused']
export const receivesNothing = ({ code, values }: TroubleReason): boolean => deaf.includes(code) || values?.server === 'IMAP'

export type TroubleCode = (typeof anyTroubleCodes)[number] | (typeof troubleCodes)[ChannelKind][number]
export type TroubleReason = Reason<TroubleCode>
export const everyTroubleCode: readonly TroubleCode[] = [...new Set([...anyTroubleCodes, ...Object.values(troubleCodes).flat()])]

/** Why an address must not be connected to: the value `why` of `wrong-address` and `wrong-server`. */
export const addressReasons = [...egressReasons, 'in-the-clear', 'unencrypted'] as const
export type AddressReason = (typeof addressReasons)[number]
