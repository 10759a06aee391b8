type Shape = Record<string, unknown>

interface Verdict {
  code: number
  details: string
}

/** A template that the account has, approved, with everything filled in that it asks for. */
export function judgeTemplate(body: Shape, templates: Shape[]): Verdict | null {
  if (body.type !== 'template') return null
  const { name, language, components } = shape(body.template)
  const known = templates.find((one) => one.name === name && one.language === shape(language).code)
  if (known?.status === 'PAUSED') return { code: 132015, details: 'Template is paused due to low quality' }
  if (known?.status !== 'APPROVED')
    return { code: 132001, details: `template name (${name}) does not exist in ${shape(language).code}` }
  const given = list(components)
  for (const part of list(known.components)) {
    const verdict =
      part.type === 'BUTTONS'
        ? ofButtons(list(part.buttons), given)
        : ofText(
            part,
            given.filter((one) => one.type === lower(part.type)),
          )
    if (verdict) return verdict
  }
  return null
}

function ofText(part: Shape, given: Shape[]): Verdict | null {
  const wanted = placesIn(part.text)
  const media = part.type === 'HEADER' && part.format !== 'TEXT' ? 1 : 0
  const filled = given.flatMap(({ parameters }) => list(parameters))
  const verdict = counted(lower(part.type), filled.length, wanted.length + media)
  if (verdict) return verdict
  for (const { parameter_name, text } of filled) {
    if (parameter_name !== undefined && !wanted.some((place) => place.includes(String(parameter_name))))
      return { code: 132012, details: `Parameter name ${parameter_name} is unknown` }
    if (typeof text === 'string' && /[\n\r\t]| {5}/.test(text))
      return { code: 132018, details: 'Param text cannot have new-line/tab characters or more than 4 consecutive spaces' }
  }
  return null
}

/** Each button’s own: the end of an address and a code are needed, what a reply comes back with is not. */
function ofButtons(buttons: Shape[], given: Shape[]): Verdict | null {
  for (const [at, button] of buttons.entries()) {
    const own = given.filter((one) => one.type === 'button' && String(one.index) === String(at))
    const wanted = button.type === 'URL' ? placesIn(button.url).length : button.type === 'COPY_CODE' ? 1 : own.length
    const verdict = counted('button', own.flatMap(({ parameters }) => list(parameters)).length, wanted)
    if (verdict) return verdict
    const type = subTypes[String(button.type)]
    if (own.some(({ sub_type }) => sub_type !== type)) return { code: 132012, details: `button ${at} is a ${button.type}` }
  }
  return null
}

const subTypes: Record<string, string> = { URL: 'url', QUICK_REPLY: 'quick_reply', COPY_CODE: 'copy_code' }

const counted = (part: string, filled: number, wanted: number): Verdict | null =>
  filled === wanted
    ? null
    : { code: 132000, details: `${part}: number of localizable_params (${filled}) does not match (${wanted})` }

const placesIn = (text: unknown): string[] => [...new Set(String(text ?? '').match(/\{\{\s*\w+\s*\}\}/g) ?? [])]
const lower = (type: unknown): string => String(type).toLowerCase()
const shape = (value: unknown): Shape => (typeof value === 'object' && value !== null ? (value as Shape) : {})
const list = (value: unknown): Shape[] => (Array.isArray(value) ? value.map(shape) : [])
