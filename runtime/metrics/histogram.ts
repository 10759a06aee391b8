/** Answering times in buckets that grow by 2^(1/8), about 9 %: small to keep, exact enough for a median and a p90. */
const perDoubling = 8

/** The bucket of a time in seconds; bucket 0 holds everything up to one second. */
export const bucketOf = (seconds: number): number => (seconds <= 1 ? 0 : Math.ceil(Math.log2(seconds) * perDoubling))

/** The middle of a bucket in seconds. */
export const secondsOf = (bucket: number): number => (bucket === 0 ? 0.5 : 2 ** ((bucket - 0.5) / perDoubling))

/** The time that `share` (0 to 1) of all counted times do not exceed; undefined when there are none. */
export function quantile(times: Record<string, number>, share: number): number | undefined {
  const buckets = Object.entries(times).map(([bucket, n]) => [Number(bucket), n] as const)
  const total = buckets.reduce((sum, [, n]) => sum + n, 0)
  if (total === 0) return undefined
  buckets.sort((a, b) => a[0] - b[0])
  let seen = 0
  for (const [bucket, n] of buckets) {
    seen += n
    if (seen >= share * total) return Math.round(secondsOf(bucket) * 10) / 10
  }
  return undefined
}
