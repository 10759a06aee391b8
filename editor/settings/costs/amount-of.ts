import i18next from 'i18next'

/** Millionths of a currency in words: vendors ask for parts of a cent, so small sums show them. */
export function amountOf(millionths: number, currency = 'USD'): string {
  const amount = millionths / 1_000_000
  const digits = amount !== 0 && amount < 10 ? 4 : 2
  return new Intl.NumberFormat(i18next.language, {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(amount)
}
