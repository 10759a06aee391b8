import { type Template as Part, type Token, TypeGuards, Value } from 'liquidjs'

/** A name that a template reads. */
export interface NameRead {
  /** As it is written: `order.items[0].name`. */
  path: string
  /** What stands before the first dot; undefined when that is itself looked up, as in `[x].y`. */
  root: string | undefined
}

/**
 * Every name that parsed parts read, conditions and arguments of filters included. Liquid's own analysis also tells line and column,
 * for which it counts from the top at each name: that is slow, and quadratic in hostile hands.
 */
export function namesIn(parts: Part[]): NameRead[] {
  const found = new Map<string, NameRead>()
  for (const part of parts) {
    for (const argument of part.arguments?.() ?? []) for (const token of tokensOf(argument)) read(token)
    const children = part.children?.(false, true).next().value
    if (Array.isArray(children)) for (const name of namesIn(children as Part[])) found.set(name.path, name)
  }
  return [...found.values()]

  function read(token: Token): void {
    if (TypeGuards.isRangeToken(token)) for (const end of [token.lhs, token.rhs]) read(end)
    if (!TypeGuards.isPropertyAccessToken(token)) return
    const [first, ...others] = token.props
    if (token.variable) read(token.variable)
    else if (first) {
      const isName = TypeGuards.isWordToken(first) || TypeGuards.isQuotedToken(first)
      found.set(token.getText(), { path: token.getText(), root: isName ? first.content : undefined })
      if (!isName) read(first)
    }
    for (const prop of others) read(prop)
  }
}

/** The operands of an expression and of its filters. */
function tokensOf(argument: Token | Value): Token[] {
  if (!(argument instanceof Value)) return [argument]
  const ofFilters = argument.filters.flatMap(({ args }) => args.map((given) => (Array.isArray(given) ? given[1] : given)))
  return [...argument.initial.postfix, ...ofFilters].filter((token) => token !== undefined)
}
