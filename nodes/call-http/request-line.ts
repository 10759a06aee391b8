/**
 * What was called, for the trace: `GET https://shop.example/orders/A-7?key=•••`. It holds no header and no body, no value of the
 * query, no password, and no part of the path that is as long and mixed as a key.
 */
export function requestLine(method: string, address: string): string {
  // Whoever calls reads a backslash as a slash: what is shown is the host that was called.
  const [, scheme = '', host = '', path = '', query = ''] =
    /^(\w+:\/\/)?([^/?#]*)([^?#]*)(\?[^#]*)?/.exec(address.trim().replaceAll('\\', '/').replaceAll(encodedDot, '•')) ?? []
  const shown = [
    scheme,
    host.replace(/^.*@/, '•••@'),
    path.replace(/[^/]{20,}/g, (part) => (/\d/.test(part) ? '•••' : part)),
    query.replace(/([?&][^=&]*=)[^&]*|([?&])[^=&]+(?=&|$)/g, '$1$2•••'),
  ].join('')
  return `${method} ${shown.length > longest ? `${shown.slice(0, longest - 1)}…` : shown}`
}

/** A masked variable that went through `url_encode`. */
const encodedDot = encodeURIComponent('•')
const longest = 300
