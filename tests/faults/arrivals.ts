import type { WhatsAppPeer } from '#tests/peers/whatsapp/peer.ts'

const quietMs = 90_000

/** Waits until the peer has so many different replies, or until nothing new has come for a while. */
export async function arrivals(peer: WhatsAppPeer, total: number): Promise<void> {
  let known = -1
  let since = Date.now()
  for (;;) {
    const unique = new Set(peer.sent().map((message) => message.ourId)).size
    if (unique >= total) return
    if (unique !== known) {
      known = unique
      since = Date.now()
    } else if (Date.now() - since > quietMs) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
