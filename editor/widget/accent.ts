type Colour = [red: number, green: number, blue: number]

const ink = '#1D1C1A'
const white: Colour = [255, 255, 255]
/** The lightest of the dark grounds, and the ink on them. */
const darkGround: Colour = [41, 39, 35]
const lightInk: Colour = [241, 239, 234]
const readable = 4.5

/** The shop's colour where white text on it can be read, else ink. */
export function readableAccent(accent: string): string {
  const colour = colourOf(accent)
  return colour && contrast(white, colour) >= readable ? accent : ink
}

/** The shop's colour for texts and lines on a dark ground: with as much light ink as it takes to read it. */
export function accentOnDark(accent: string): string {
  const colour = colourOf(accent) ?? lightInk
  let mixed = colour
  for (let share = 0.05; share < 1 && contrast(mixed, darkGround) < readable; share += 0.05)
    mixed = colour.map((part, i) => part + ((lightInk[i] as number) - part) * share) as Colour
  return `rgb(${mixed.map(Math.round).join(' ')})`
}

function colourOf(hex: string): Colour | undefined {
  const parts = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(hex)?.slice(1)
  return parts?.map((part) => Number.parseInt(part, 16)) as Colour | undefined
}

/** By WCAG: 1 for the same colour, 21 for black and white. */
const contrast = (lighter: Colour, darker: Colour): number => (luminance(lighter) + 0.05) / (luminance(darker) + 0.05)

function luminance(colour: Colour): number {
  const [red, green, blue] = colour.map((part) => {
    const share = part / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }) as Colour
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
