import fc from 'fast-check'
import { expect, it } from 'vitest'
import { html, trusted } from './html.ts'

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const UNSAFE = /[<>"'\u0000-\u0008\u202a-\u202e]|&(?!amp;|lt;|gt;|quot;|#39;)/

it.each([
  ['text', html`<p>${'<script>alert(1)</script>'}</p>`, '<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>'],
  ['an attribute', html`<p title="${"\" onclick='x'"}">`, '<p title="&quot; onclick=&#39;x&#39;">'],
  ['an entity', html`${'&lt;'}`, '&amp;lt;'],
  ['markup', html`<b>${html`<i>${'<'}</i>`}</b>`, '<b><i>&lt;</i></b>'],
  ['lists', html`${[1, 'a', null, [html`<br>`, '>']]}`, '1a<br>&gt;'],
  ['nothing', html`a${null}${false}b${0}`, 'ab0'],
  ['trusted text', html`<style>${trusted('a > b')}</style>`, '<style>a > b</style>'],
  ['controls', html`${'a\u0000b\u001b[31m\u202ec\ud800'}`, 'a␀b␛[31m\\u202ec\\ud800'],
  ['lines', html`${'a\r\nb\tc'}`, 'a\nb\tc'],
])('writes %s', (_, { markup }, expected) => {
  expect(markup).toBe(expected)
})

it('lets no text become markup', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(html`${text}`.markup).not.toMatch(UNSAFE)
    }),
  )
})
