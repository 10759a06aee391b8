/** Telegram counts the messages of each chat anew: a channel knows one by its chat and its number. */
export const messageIdOf = (chatId: string | number, messageId: number): string => `${chatId}.${messageId}`

/** The chat and the number, from the id made of them; undefined for any other. */
export function placeOf(id: string): { chatId: string; messageId: number } | undefined {
  const [, chatId, messageId] = /^(-?\d{1,20})\.(\d{1,15})$/.exec(id) ?? []
  return chatId && messageId ? { chatId, messageId: Number(messageId) } : undefined
}
