/** What people may ask for about what is known of them. */
export const rightKinds = ['export', 'correction', 'erasure', 'restriction', 'stop'] as const
export type RightKind = (typeof rightKinds)[number]

/** Working days until they have an answer, and days until it is done. */
export const answerWithinWorkingDays = 2
export const doneWithinDays = 15
