/** The contrast of white text on a `#rrggbb` ground, 1 to 21 (WCAG 2). Anything else counts as none. */
export function contrastWithWhite(colour: string): number {
  const channels = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(colour)?.slice(1)
  if (!channels) return 1
  const [red, green, blue] = channels.map((channel) => linear(Number.parseInt(channel, 16) / 255)) as [number, number, number]
  return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
}

const linear = (value: number) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
