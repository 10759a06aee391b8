/** Country codes of one and two digits; all others have three. */
const short = /^(1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58])/

/** `+852 •••• 1234`: enough to tell numbers apart in a list, too little to dial one that is seen over a shoulder. */
export function maskPhone(phone: string): string {
  const digits = phone.replace(/\D/g, '')
  const code = short.exec(digits)?.[0] ?? digits.slice(0, 3)
  const rest = digits.length - code.length
  if (!phone.startsWith('+') || rest < 5) return `•••• ${digits.slice(-2)}`
  const hidden = rest - 4
  return `+${code} ${hidden > 5 ? `••• ${'•'.repeat(hidden - 3)}` : '•'.repeat(hidden)} ${digits.slice(-4)}`
}
