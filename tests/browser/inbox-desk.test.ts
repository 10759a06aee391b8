import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { anInbox, type InboxUnderTest } from './support/an-inbox.ts'
import { field, joyceTakes, log, mei, row, view, waits } from './support/inbox-page.ts'

const heading = (page: Page, name: string) => page.getByRole('heading', { name, level: 2 })
/** What has the keyboard, by its name. */
const focused = (page: Page) =>
  page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.tagName)

/** As Safari tells of the Enter that takes a suggestion: the composition has ended, the key press says only 229. */
const takesSuggestion = (page: Page) =>
  page.evaluate(() => {
    const field = document.activeElement as HTMLElement
    field.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true, data: '你好' }))
    const press = new KeyboardEvent('keydown', { key: 'Enter', code: 'Enter', bubbles: true, cancelable: true })
    Object.defineProperty(press, 'keyCode', { value: 229 })
    return field.dispatchEvent(press)
  })

describe('an agent’s desk', () => {
  const shows = (fact: string, body: (inbox: InboxUnderTest) => Promise<void>) =>
    it(fact, async ({ skip, onTestFinished }) => {
      const inbox = await anInbox()
      if (!inbox) return skip()
      onTestFinished(() => inbox.close())
      await body(inbox)
    }, 240_000)

  shows('who has waited longest is first, also when somebody else writes again', async (inbox) => {
    const first = await waits(inbox, 'ann', 'Ann')
    await waits(inbox, 'bo', 'Bo')
    const joyce = await inbox.agent('Joyce P.', 'inbox/waiting')
    const names = () =>
      joyce.locator('[data-row]').evaluateAll((rows) => rows.map((one) => one.textContent?.match(/Ann|Bo/)?.[0]))
    await expect.poll(names).toEqual(['Ann', 'Bo'])
    await first.says('Still here')
    await row(joyce, 'Still here').waitFor()
    expect(await names()).toEqual(['Ann', 'Bo'])
  })

  shows('news that comes while the list is being read is not undone by the older answer', async (inbox) => {
    const ann = await waits(inbox, 'ann', 'Ann')
    const joyce = await (await inbox.context('Joyce P.')).newPage()
    const heard = new Promise<void>((told) =>
      joyce.on('websocket', (line) =>
        line.on('framereceived', ({ payload }) => {
          if (String(payload).includes('Still here')) told()
        }),
      ),
    )
    let read = () => {}
    const isRead = new Promise<void>((done) => {
      read = done
    })
    let joined = () => {}
    const isJoined = new Promise<void>((done) => {
      joined = done
    })
    // Every answer of before the news arrives after it.
    await joyce.route(/\/conversations\?/, async (route) => {
      const answer = await route.fetch()
      read()
      await heard
      await route.fulfill({ response: answer })
    })
    // The server's yes to `join`: before it the line is open, and hears nothing.
    joyce.on('websocket', (line) =>
      line.on('framereceived', ({ payload }) => {
        if (/^43\d+\[true\]$/.test(String(payload))) joined()
      }),
    )
    await joyce.goto(`${inbox.url}/w/${inbox.workspaceId}/inbox/waiting`)
    await Promise.all([isRead, isJoined])
    await ann.says('Still here')
    await row(joyce, 'Still here').waitFor()
  })

  shows('keys take, close and lead on to who waits; ? lists them; the keyboard is never lost', async (inbox) => {
    await waits(inbox, 'ann', 'Ann')
    await waits(inbox, 'bo', 'Bo')
    const joyce = await inbox.agent('Joyce P.', 'inbox/waiting')
    await row(joyce, 'Ann').waitFor()
    await joyce.keyboard.press('Alt+n')
    await heading(joyce, 'Ann').waitFor()
    await joyce.keyboard.press('Alt+t')
    await field(joyce).waitFor()
    await expect.poll(() => focused(joyce)).toBe('Reply to Ann')
    await joyce.keyboard.press('Alt+c')
    await heading(joyce, 'Bo').waitFor()
    await expect.poll(() => new URL(joyce.url()).pathname).toMatch(/inbox\/waiting\//)
    await expect.poll(() => focused(joyce)).toBe('Chat with Bo')
    await joyce.keyboard.press('Shift+?')
    const sheet = joyce.getByRole('dialog', { name: 'Keys' })
    await sheet.getByText('Who waits longest').waitFor()
    expect(await sheet.getByRole('term').count()).toBe(9)
  })

  shows('a double click on Close closes one chat, not the next one too', async (inbox) => {
    await waits(inbox, 'ann', 'Ann')
    await waits(inbox, 'bo', 'Bo')
    const joyce = await inbox.agent('Joyce P.', 'inbox/waiting')
    await row(joyce, 'Ann').click()
    await heading(joyce, 'Ann').waitFor()
    const box = await joyce.getByRole('button', { name: 'Close', exact: true }).boundingBox()
    const [x, y] = [(box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + (box?.height ?? 0) / 2]
    // However long the machine takes in between, both clicks are of one moment.
    await joyce.evaluate(() => {
      const moment = performance.now()
      performance.now = () => moment
    })
    await joyce.mouse.click(x, y)
    await heading(joyce, 'Bo').waitFor()
    await joyce.mouse.click(x, y)
    await joyce.evaluate(() => Reflect.deleteProperty(performance, 'now'))
    await view(joyce, 'Closed').click()
    await row(joyce, 'Ann').waitFor()
    expect(await row(joyce, 'Bo').count()).toBe(0)
  })

  shows('a draft survives the tab, and its row says so', async (inbox) => {
    await mei(inbox)
    const joyce = await joyceTakes(inbox, 'Mei C.')
    await field(joyce).fill('I ask the courier and')
    await row(joyce, 'Draft').waitFor()
    const again = await joyce.context().newPage()
    await joyce.close()
    await again.goto(`${inbox.url}/w/${inbox.workspaceId}/inbox/mine`)
    await row(again, 'Draft').click()
    await expect.poll(() => field(again).inputValue()).toBe('I ask the courier and')
  })

  shows('“You:” is only oneself; a colleague has a name', async (inbox) => {
    await mei(inbox)
    const joyce = await joyceTakes(inbox, 'Mei C.')
    await field(joyce).fill('Tonight at seven')
    await field(joyce).press('Control+Enter')
    await row(joyce, 'You.?: .*Tonight at seven').waitFor()
    const terence = await inbox.agent('Terence W.', 'inbox/all')
    await row(terence, 'Joyce P..?: .*Tonight at seven').waitFor()
  })

  shows('a new chat that waits and a message in another chat of mine are heard, unless the sound is off', async (inbox) => {
    const customer = await mei(inbox)
    const joyce = await joyceTakes(inbox, 'Mei C.')
    await joyce.evaluate(() => {
      const heard: string[] = []
      Object.assign(window, { heard })
      document.addEventListener('alur-chime', (event) => heard.push((event as CustomEvent<string>).detail))
    })
    const heard = () => joyce.evaluate(() => (window as unknown as { heard: string[] }).heard)
    await waits(inbox, 'ann', 'Ann')
    await expect.poll(heard).toEqual(['waits'])
    await customer.says('I am looking at you')
    await log(joyce).getByText('I am looking at you').waitFor()
    // The list hears of it after the thread.
    await row(joyce, 'I am looking at you').waitFor()
    await view(joyce, 'Closed').click()
    await customer.says('And now I am not')
    await expect.poll(heard).toEqual(['waits', 'wrote'])
    await joyce.getByRole('button', { name: 'Sound and notifications' }).click()
    await joyce.getByRole('menuitemcheckbox', { name: 'Sound' }).click()
    await customer.says('Hush')
    await view(joyce, 'Mine').click()
    await row(joyce, 'Hush').waitFor()
    expect(await heard()).toEqual(['waits', 'wrote'])
  })

  shows('a reminder that is due is told wherever its person is, and leads to its chat', async (inbox) => {
    await mei(inbox)
    const joyce = await joyceTakes(inbox, 'Mei C.')
    const chat = new URL(joyce.url()).pathname.split('/').at(-1)
    await joyce.evaluate(
      async ([path = '']) => {
        const at = new Date(Date.now() + 1_000).toISOString()
        const body = JSON.stringify({ at, text: 'Ask the courier', clientId: 'r1' })
        const headers = { 'Content-Type': 'application/json' }
        const answer = await fetch(path, { method: 'POST', headers, body })
        if (!answer.ok) throw new Error(`${answer.status}`)
      },
      [`/api/v1/workspaces/${inbox.workspaceId}/conversations/${chat}/remind`],
    )
    await joyce.goto(`${new URL(joyce.url()).origin}/w/${inbox.workspaceId}/settings/teams`)
    await joyce.getByText(/^Reminder about .*Mei C\..*Ask the courier/).waitFor()
    await joyce.getByRole('button', { name: 'Open', exact: true }).click()
    await log(joyce).getByText('Reminder: Ask the courier', { exact: false }).waitFor()
  })

  shows('a chat that was closed is no longer offered back once its customer writes again', async (inbox) => {
    const customer = await mei(inbox)
    const joyce = await joyceTakes(inbox, 'Mei C.')
    await joyce.getByRole('button', { name: 'Close', exact: true }).click()
    await joyce.getByRole('button', { name: 'Undo' }).waitFor()
    await customer.says('One more thing')
    await joyce.getByRole('button', { name: 'Undo' }).waitFor({ state: 'detached', timeout: 10_000 })
  })

  shows('many chats are closed at once, with the way back', async (inbox) => {
    for (const name of ['Ann', 'Bo', 'Cy']) await waits(inbox, name.toLowerCase(), name)
    const joyce = await inbox.agent('Joyce P.', 'inbox/waiting')
    await row(joyce, 'Cy').waitFor()
    await joyce.getByRole('button', { name: 'Choose several' }).click()
    await joyce.getByRole('checkbox', { name: /Ann/ }).click()
    await joyce.getByText('1 selected').waitFor()
    await joyce.getByRole('button', { name: 'All 3' }).click()
    await joyce.getByText('3 selected').waitFor()
    await joyce.getByRole('toolbar', { name: 'Chosen chats' }).getByRole('button', { name: 'Close' }).click()
    await joyce.getByText('3 chats closed.').waitFor()
    await joyce.getByText('No chats are waiting').waitFor()
    await joyce.getByRole('button', { name: 'Undo' }).click()
    await joyce.getByText('3 chats are open again.').waitFor()
    for (const name of ['Ann', 'Bo', 'Cy']) await row(joyce, name).waitFor()
  })

  shows('“Back to the flow” says what happens, and the customer is asked something at once', async (inbox) => {
    const customer = await mei(inbox)
    const joyce = await joyceTakes(inbox, 'Mei C.')
    await joyce.getByRole('button', { name: 'Back to the flow' }).hover()
    await joyce.getByText('The flow “Welcome and triage” begins again and asks what it can do').waitFor()
    await joyce.getByRole('button', { name: 'Back to the flow' }).click()
    await expect.poll(async () => (await customer.sees()).at(-1)).toBe('What is your name?')
  })

  shows('the Enter that ends a composition in Safari’s order sends nothing', async (inbox) => {
    await mei(inbox)
    const joyce = await joyceTakes(inbox, 'Mei C.')
    await joyce.getByRole('button', { name: 'Which key sends' }).click()
    await joyce.getByRole('menuitemradio', { name: /^Enter sends/ }).click()
    await field(joyce).fill('你好')
    await field(joyce).focus()
    expect(await takesSuggestion(joyce)).toBe(true)
    expect(await field(joyce).inputValue()).toBe('你好')
    await field(joyce).press('Enter')
    await log(joyce).getByText('你好').waitFor()
    expect(await field(joyce).inputValue()).toBe('')
  })

  shows('an Arabic message moves no bubble to the other side, and its corner stays', async (inbox) => {
    const customer = await mei(inbox)
    const joyce = await joyceTakes(inbox, 'Mei C.')
    const places = () =>
      log(joyce).evaluate((scroller) =>
        [...scroller.querySelectorAll<HTMLElement>('[data-by="contact"] > div:first-child')].slice(-2).map((bubble) => {
          const style = getComputedStyle(bubble)
          return [bubble.getBoundingClientRect().left, style.borderBottomLeftRadius, style.borderBottomRightRadius]
        }),
      )
    await customer.says('The lift is broken')
    await customer.says('المصعد معطل')
    await log(joyce).getByText('المصعد معطل').waitFor()
    const [english, arabic] = await places()
    expect(arabic).toEqual(english)
  })

  shows('on a phone an Arabic name stands at the top where every name stands', async (inbox) => {
    const left = async (key: string, name: string) => {
      await waits(inbox, key, name)
      const joyce = await (await inbox.context('Joyce P.', { width: 390, height: 844 })).newPage()
      await joyce.goto(`${inbox.url}/w/${inbox.workspaceId}/inbox/waiting`)
      await row(joyce, name).click()
      const box = await joyce.getByRole('heading', { name, level: 1 }).boundingBox()
      return box?.x
    }
    expect(await left('ali', 'محمد علي')).toBe(await left('ann', 'Ann'))
  })

  shows('on a phone a chat is taken in Note mode, too', async (inbox) => {
    await mei(inbox)
    const joyce = await inbox.agent('Joyce P.', 'inbox/waiting')
    await joyce.setViewportSize({ width: 390, height: 844 })
    await row(joyce, 'Mei C.').click()
    await joyce.getByRole('button', { name: 'Note', exact: true }).click()
    await joyce.getByRole('button', { name: 'Take', exact: true }).click()
    await joyce.getByRole('button', { name: 'Close', exact: true }).waitFor()
  })

  shows('an owner deletes a chat for good by typing its name; it is gone for everyone at once', async (inbox) => {
    await mei(inbox)
    const joyce = await inbox.agent('Joyce P.', 'inbox/waiting')
    await row(joyce, 'Mei C.').waitFor()
    const ada = await inbox.agent('Ada L.', 'inbox/waiting')
    await row(ada, 'Mei C.').click()
    await ada.getByRole('button', { name: 'More actions' }).click()
    await ada.getByRole('menuitem', { name: 'Delete for good…' }).click()
    const dialog = ada.getByRole('dialog', { name: 'Delete the chat with Mei C. for good?' })
    const gone = dialog.getByRole('button', { name: 'Delete for good' })
    expect(await gone.isDisabled()).toBe(true)
    await dialog.getByRole('textbox').fill('Mei C.')
    await gone.click()
    await row(joyce, 'Mei C.').waitFor({ state: 'detached' })
    await ada.getByText('No chats are waiting').waitFor()
  })
})
