import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DeliveryStatus } from '#schemas/message.ts'
import { laterStatus } from './delivery-status.ts'

const status = fc.constantFrom<DeliveryStatus>('queued', 'sent', 'delivered', 'read', 'played', 'failed')

describe('the delivery status', () => {
  it('is the same whatever the order of the reports', () => {
    fc.assert(fc.property(status, status, (a, b) => laterStatus(a, b) === laterStatus(b, a)))
    fc.assert(
      fc.property(status, status, status, (a, b, c) => laterStatus(laterStatus(a, b), c) === laterStatus(a, laterStatus(b, c))),
    )
  })

  it('does not change when a report is repeated', () => {
    fc.assert(fc.property(status, (a) => laterStatus(a, a) === a))
    fc.assert(fc.property(status, status, (a, b) => laterStatus(laterStatus(a, b), b) === laterStatus(a, b)))
  })

  it('fails a message that was only sent', () => {
    expect([laterStatus('queued', 'failed'), laterStatus('sent', 'failed')]).toEqual(['failed', 'failed'])
  })

  it('believes a proof of arrival more than a failure', () => {
    const proofs: DeliveryStatus[] = ['delivered', 'read', 'played']
    expect(proofs.map((proof) => laterStatus('failed', proof))).toEqual(proofs)
    expect(proofs.map((proof) => laterStatus(proof, 'failed'))).toEqual(proofs)
  })
})
