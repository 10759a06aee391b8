/** What is asked to confirm that an address is somebody's. */
export interface CodeQuestions {
  /**
   * Sends a code of six digits to an address, in `words` where `{code}` is put in; the same `key` makes the same code. `shown`: nothing
   * leaves the house here, this is the code.
   */
  sendCode: {
    input: {
      about: 'email' | 'phone'
      to: string
      key: string
      words: string
      /** Where the chat is. */
      channelId: string
      template?: string
      templateLanguage?: string
    }
    answer: { sent: true; shown?: string } | { sent: false; why: 'no-channel' | 'no-template' | 'too-many' | 'not-taken' }
  }
  /** Whether that is the code that was sent. */
  checkCode: { input: { to: string; key: string; typed: string }; answer: { right: boolean } }
}
