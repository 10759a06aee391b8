/**
 * JSON without the sign 0 in its texts: as the name of a field not every store takes it, and nobody can see it. Takes time in proportion to
 * its length. A sign that stands there as it is, not escaped, makes it no JSON.
 */
export const withoutNul = (json: string): string => (json.includes(nul) ? json.replace(escaped, '$1') : json)

const nul = '\\u0000'
/** Not where the backslash is itself escaped: that is a backslash before the letter u. */
const escaped = /(?<!\\)((?:\\\\)*)(?:\\u0000)+/g
