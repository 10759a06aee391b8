import type { TFunction } from 'i18next'
import type { DeliveryReason } from '#schemas/message.ts'

/** Why a message was not sent, in the reader's language; `name`: what people call the kind of channel. */
export const whyNotSent = (t: TFunction<'inbox'>, { code, values }: DeliveryReason, name: string): string =>
  t(`delivery.why.${code}`, { name, details: '', server: '', ...values }).trim()
