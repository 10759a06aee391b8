import { timersOfTheirOwn } from './0001-timers.ts'
import { livePointersOfTheirOwn } from './0002-live-pointers.ts'
import { closingsAreJobs } from './0003-closings.ts'
import { withdrawalsAreJobs } from './0004-withdrawals.ts'
import { contactLog } from './0005-contact-log.ts'
import { monthsAreCounted } from './0006-counted-months.ts'
import { wordsOfBefore } from './0007-words.ts'
import { firstCases } from './0008-cases.ts'
import { teamsOfTheirOwn } from './0009-teams.ts'
import { identitiesOfKept } from './0010-identities.ts'
import { identitiesOfAll } from './0011-identities-of-all.ts'
import { stopsAreConsents } from './0012-stops-are-consents.ts'
import { peopleAreFound } from './0013-people-found.ts'
import type { StoreMigration } from './migration.ts'

/** In the order in which they are made. A new one goes to the end; none ever changes its id, and none ever goes. */
export const storeMigrations: readonly StoreMigration[] = [
  timersOfTheirOwn,
  livePointersOfTheirOwn,
  closingsAreJobs,
  withdrawalsAreJobs,
  contactLog,
  monthsAreCounted,
  wordsOfBefore,
  firstCases,
  teamsOfTheirOwn,
  identitiesOfKept,
  identitiesOfAll,
  stopsAreConsents,
  peopleAreFound,
]
