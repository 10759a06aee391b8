import { type Template as Part, type Token, TypeGuards, Value } from 'liquidjs'

/** A name that a template reads. */
export interface NameRead {
  /** As it is written: `order.items[0].name`. */
  path: string
  /** What stands before the first dot; undefined when that is itself looked up, as in `[x].y`. */
  root: string | undefined
  /** Where the root stands in the template, without its quotes: from, up to. */
  at: [number, number]
}

/** Every name that parsed parts read, each once. */
export const namesIn = (parts: Part[]): NameRead[] => [...new Map(readsIn(parts).map((name) => [name.path, name])).values()]

/**
 * Every place where parsed parts read a name, conditions and arguments of filters included. Liquid's own analysis also tells line and
 * column, for which it counts from the top at each name: that is slow, and quadratic in hostile hands.
 */
export function readsIn(parts: Part[]): NameRead[] {
  const found: NameRead[] = []
  for (const part of parts) {
    for (const argument of part.arguments?.() ?? []) for (const token of tokensOf(argument)) read(token)
    const children = part.children?.(false, true).next().value
    if (Array.isArray(children)) for (const name of readsIn(children as Part[])) found.push(name)
  }
  return found

  function read(token: Token): void {
    if (TypeGuards.isRangeToken(token)) for (const end of [token.lhs, token.rhs]) read(end)
    if (!TypeGuards.isPropertyAccessToken(token)) return
    const [first, ...others] = token.props
    if (token.variable) read(token.variable)
    else if (first) {
      const quoted = TypeGuards.isQuotedToken(first)
      const isName = TypeGuards.isWordToken(first) || quoted
      const at: NameRead['at'] = quoted ? [first.begin + 1, first.end - 1] : [first.begin, first.end]
      found.push({ path: token.getText(), root: isName ? first.content : undefined, at })
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
