/** Client ids are unique per visitor only: one visitor must not be able to swallow another's message. */
export const messageIdOf = (visitorId: string, clientId: string): string => `${visitorId}.${clientId}`

/** The widget's own id of a message, from the id it was stored under. */
export const clientIdOf = (id: string): string => id.slice(id.indexOf('.') + 1)
