/** What a button may carry (`callback_data`). */
const mostBytes = 64
const bytes = new TextEncoder()

/** The data of the button that offers a choice: its id, and where that is too long, the beginning of one that nobody takes for whole. */
export function dataOf(id: string): string {
  if (bytes.encode(id).length <= mostBytes && !id.startsWith(cutMark)) return id || cutMark
  let data = cutMark
  for (const sign of id) {
    if (bytes.encode(data + sign).length > mostBytes) break
    data += sign
  }
  return data
}

/** The id that a pressed button carries; where it did not fit, the label says which choice it was. */
export const choiceOf = (data: string, label: string | undefined): { id: string; label: string } => {
  const id = data.startsWith(cutMark) ? (label ?? data.slice(cutMark.length)) : data
  return { id, label: label ?? id }
}

const cutMark = '…'
