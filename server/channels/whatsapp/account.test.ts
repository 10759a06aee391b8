import { expect, it } from 'vitest'
import type { TroubleReason } from '#schemas/channel-trouble.ts'
import { accountNews } from './account.ts'

const update = (details: Record<string, unknown>) => accountNews({ what: 'account_update', details })
const restriction = (...types: string[]) =>
  update({
    event: 'ACCOUNT_RESTRICTION',
    restriction_info: types.map((type) => ({ restriction_type: type, expiration: '2026-12-19T13:59:20+0000' })),
  })

it.each<[what: string, ReturnType<typeof accountNews>, stops: boolean, reason: TroubleReason]>([
  [
    'is switched off',
    update({ event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: 'DISABLE', waba_ban_date: 'December 9, 2026' } }),
    true,
    { code: 'switched-off' },
  ],
  [
    'will be switched off',
    update({ event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: 'SCHEDULE_FOR_DISABLE' } }),
    false,
    { code: 'about-to-be-off' },
  ],
  [
    'may not answer',
    restriction('RESTRICTED_BIZ_INITIATED_MESSAGING', 'RESTRICTED_CUSTOMER_INITIATED_MESSAGING'),
    true,
    { code: 'answers-nobody-until', values: { until: '2026-12-19' } },
  ],
  [
    'may not begin chats',
    restriction('RESTRICTED_BIZ_INITIATED_MESSAGING'),
    false,
    { code: 'begins-nothing-until', values: { until: '2026-12-19' } },
  ],
  [
    'broke a rule',
    update({ event: 'ACCOUNT_VIOLATION', violation_info: { violation_type: 'SCAM' } }),
    false,
    { code: 'rule-broken', values: { details: 'SCAM' } },
  ],
  ['is deleted', update({ event: 'ACCOUNT_DELETED' }), true, { code: 'deleted' }],
])('an account that %s is told by a code', (_what, news, stops, reason) => {
  expect(news).toEqual({ trouble: { code: expect.any(String), stops, reason } })
})

it.each([
  update({ event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: 'REINSTATE' } }),
  update({ event: 'ACCOUNT_RECONNECTED' }),
])('an account that works again is no trouble', (news) => expect(news).toEqual({ over: true }))

it.each(['message_template_status_update', 'message_template_components_update', 'template_category_update'])(
  '%s says that the templates are not what they were',
  (what) => expect(accountNews({ what, details: {} })).toEqual({ templates: {} }),
)

it.each([
  { what: 'account_update', details: { event: 'MM_LITE_TERMS_SIGNED' } },
  { what: 'account_update', details: { event: 'constructor' } },
  { what: 'account_update', details: {} },
  { what: 'history', details: { event: 'ACCOUNT_DELETED' } },
  { what: 'error', details: { code: 131051 } },
])('%o says nothing of the channel', (event) => expect(accountNews(event)).toBeUndefined())

it('takes no words of strangers over', () => {
  const news = update({ event: 'ACCOUNT_VIOLATION', violation_info: { violation_type: '<img src=x> call +852' } })
  expect(news).toEqual({ trouble: { code: 'ACCOUNT_VIOLATION', stops: false, reason: { code: 'rule-broken' } } })
})
