/** The shop's colour where white text on it can be read (4.5:1), else ink. */
export function readableAccent(accent: string): string {
  const ink = '#1D1C1A'
  const channels = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(accent)
  if (!channels) return ink
  const [red, green, blue] = channels.slice(1).map((hex) => {
    const share = Number.parseInt(hex, 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
  return 1.05 / (luminance + 0.05) >= 4.5 ? accent : ink
}
