/** Why the Bot API refuses a call that sends; undefined when it takes it. Limits and words as its published reference and server have them. */
export function judge(
  method: string,
  params: Record<string, unknown>,
  knows: (fileId: string) => boolean,
): { code: number; description: string; parameters: object } | undefined {
  const wrong = wordsOf(method, params, knows)
  if (wrong === 'no method') return { code: 404, description: 'Not Found', parameters: {} }
  return wrong ? { code: 400, description: `Bad Request: ${wrong}`, parameters: {} } : undefined
}

/** In which field of a method its file stands. */
export const files: Record<string, string> = {
  sendPhoto: 'photo',
  sendVideo: 'video',
  sendAudio: 'audio',
  sendDocument: 'document',
}

function wordsOf(method: string, params: Record<string, unknown>, knows: (fileId: string) => boolean): string | undefined {
  if (!/^-?\d+$/.test(String(params.chat_id ?? ''))) return 'chat_id is empty'
  if (method === 'sendMessage') {
    const text = String(params.text ?? '').trim()
    if (text === '') return 'message text is empty'
    if ([...text].length > 4096) return 'message is too long'
  } else {
    const field = files[method]
    if (!field) return 'no method'
    const file = String(params[field] ?? '')
    if (!/^https?:\/\/\S+$/.test(file) && !knows(file))
      return /^[\w-]{20,}$/.test(file)
        ? "wrong remote file identifier specified: can't unserialize it"
        : 'wrong file identifier/HTTP URL specified'
    if ([...String(params.caption ?? '')].length > 1024) return 'message caption is too long'
  }
  return params.reply_markup === undefined ? undefined : keyboardWrong(params.reply_markup)
}

function keyboardWrong(markup: unknown): string | undefined {
  const { inline_keyboard: rows } = Object(markup) as { inline_keyboard?: unknown }
  if (!Array.isArray(rows) || !rows.every(Array.isArray)) return 'object expected as reply markup'
  const buttons = rows.flat() as { text?: unknown; callback_data?: unknown }[]
  if (buttons.length > 100 || rows.some((row) => (row as unknown[]).length > 8)) return 'reply markup is too long'
  for (const { text, callback_data: data } of buttons) {
    if (typeof text !== 'string' || text.trim() === '') return 'button text is empty'
    const bytes = typeof data === 'string' ? Buffer.byteLength(data) : 0
    if (bytes < 1 || bytes > 64) return 'BUTTON_DATA_INVALID'
  }
  return undefined
}
