import { expect, it } from 'vitest'
import { checkRules } from './check-segment.ts'

const said = (rules: unknown) => checkRules(rules).map(({ path, message }) => `${path} ${message}`)

it.each<[unknown, string[]]>([
  [null, [' must be a condition, or a group: all, any or not']],
  ['all', [' must be a condition, or a group: all, any or not']],
  [{}, [' must have one of all, any, not and about']],
  [{ all: [], any: [] }, [' must have one of all, any, not and about']],
  [{ all: [] }, ['/all needs a condition at least']],
  [{ all: 'vip' }, ['/all must be a list of conditions']],
  [{ not: [] }, ['/not must be a condition, or a group: all, any or not']],
  [{ all: [{ about: 'tag', tag: 'vip' }], of: 1 }, ['/of is not known here']],
  [{ about: 'age' }, ['/about must be one of fact, field, tag, stage, channel, consent, event, last-event, seen, broadcast']],
  [
    { any: [{ about: 'tag' }, { about: 'tag', tag: ' ' }] },
    ['/any/0/tag must be a text of 1 to 500 characters', '/any/1/tag must be a text of 1 to 500 characters'],
  ],
  [{ about: 'stage', stages: [] }, ['/stages must be a list of 1 to 50 texts']],
  [{ about: 'channel', channels: ['fax'] }, ['/channels must be a list of web-chat, whatsapp, telegram, email']],
  [{ about: 'consent', purpose: 'offers', is: 'maybe' }, ['/is must be one of given, refused, unknown']],
  [{ about: 'event', type: 'Order placed' }, ['/type must be small letters, digits, _, . or -, such as order_placed']],
  [{ about: 'event', type: 'bought', atLeast: 3, atMost: 1 }, ['/atMost is less than atLeast']],
  [{ about: 'event', type: 'bought', atLeast: 20, days: 7 }, ['/atLeast must be a whole number from 0 to 19']],
  [{ about: 'last-event', type: 'bought', is: 'over', days: 3 }, ['/value must be a number', '/days is not asked with over']],
  [{ about: 'last-event', type: 'bought', is: 'more-than-ago', days: 4.5 }, ['/days must be a whole number from 1 to 3650']],
  [{ about: 'seen', is: 'more-than-ago', days: '45' }, ['/days must be a whole number from 1 to 3650']],
  [{ about: 'field', field: 'size', is: 'bigger', value: 1 }, [expect.stringMatching(/^\/is must be one of is-set, /)]],
  [{ about: 'field', field: 'size', is: 'greater' }, ['/value must be a text, a number or yes or no']],
  [{ about: 'field', field: 'size', is: 'between', value: 1 }, ['/to must be a text or a number']],
  [{ about: 'field', field: 'size', is: 'is', value: 1, to: 2 }, ['/to is asked with between only']],
  [{ about: 'field', field: 'size', is: 'is-set', value: 1 }, ['/value is not asked with is-set']],
  [{ about: 'fact', fact: 'age', is: 'is-set' }, [expect.stringMatching(/^\/fact must be one of name, /)]],
  [
    { not: { not: { not: { not: { not: { not: { about: 'tag', tag: 'vip' } } } } } } },
    ['/not/not/not/not/not/not stands in more than 5 groups'],
  ],
])('%j is refused in words', (rules, words) => {
  expect(said(rules)).toEqual(words)
})

it('a segment of too many conditions says how many there may be', () => {
  const ten = { any: Array.from({ length: 10 }, () => ({ about: 'tag', tag: 'vip' })) }
  expect(said({ all: [ten, ten, ten, ten, ten, ten] })).toEqual([' has 60 conditions, and 50 is the most'])
})
