/** What says in which month or year a day is, counted from this one. Bare texts. */

const months: [RegExp, number][] = [
  [
    /next month|下(?:個|个)?月|bulan (?:depan|hadapan)|(?<!\d )thang (?:sau|toi)|เดือนหน้า|الشهر (?:الجاي|القادم|المقبل|اللي جاي)/u,
    1,
  ],
  [/this month|[這这今本呢](?:個|个)?月|bulan ini|thang nay|เดือนนี้|هذا الشهر|الشهر (?:ده|دا|الحالي|هذا)/u, 0],
  [
    /last month|上(?:個|个)?月|bulan (?:yang )?(?:lalu|kemarin|lepas)|(?<!\d )thang (?:truoc|roi)|เดือน(?:ที่แล้ว|ก่อน)|الشهر (?:الماضي|اللي فات|الفايت)/u,
    -1,
  ],
]

const years: [RegExp, number][] = [
  [
    /next year|明年|出年|下年|tahun (?:depan|hadapan)|(?<!(?:^|[^/\d])\d{1,2} )nam (?:sau|toi)|sang nam|ปีหน้า|السنه (?:الجايه|القادمه|اللي جايه)|العام (?:القادم|المقبل)/u,
    1,
  ],
  [/this year|今年|tahun ini|nam nay|ปีนี้|السنه دي|هذا العام|هذه السنه|السنه الحاليه/u, 0],
  [
    /last year|去年|舊年|旧年|上年|tahun (?:yang )?(?:lalu|kemarin|lepas)|nam (?:ngoai|truoc|roi)|ปีที่แล้ว|ปีก่อน|السنه (?:الماضيه|اللي فاتت|الفايته)|العام الماضي/u,
    -1,
  ],
]

const away =
  (words: [RegExp, number][]) =>
  (said: string): number | null =>
    words.find(([word]) => word.test(said))?.[1] ?? null

/** How many months from this one “next month” and its like are; null when nothing says so. */
export const monthAway = away(months)
/** How many years from this one “next year” and its like are; null when nothing says so. */
export const yearAway = away(years)
