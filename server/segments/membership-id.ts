/** Where it is kept whether somebody is in a segment. */
export const membershipId = (segmentId: string, contactId: string): string => `${segmentId}.${contactId}`
