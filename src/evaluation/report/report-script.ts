/**
 * The metric chooser and the filter. The page is whole without it: then every metric is shown, one after the other.
 * It only ever hides and opens what is there, and makes no markup.
 */
export const REPORT_SCRIPT = `
(() => {
  'use strict'
  const all = (selector, within = document) => [...within.querySelectorAll(selector)]
  const metric = document.getElementById('metric')
  const filter = document.getElementById('filter')
  const found = document.getElementById('found')
  const nothing = document.getElementById('nothing-found')
  const failures = all('.failure').map((element) => ({
    element, fails: new Set(element.dataset.fails.split(' ')), text: null,
  }))
  const rows = all('.questions tbody tr').map((element) => ({ element, text: null }))
  const causes = all('.cause').map((element) => ({ element, failures: all('.failure', element) }))
  document.documentElement.classList.add('scripted')

  const holds = (entry, words) => {
    if (words.length === 0) return true
    entry.text ??= entry.element.textContent.toLowerCase()
    return words.every((word) => entry.text.includes(word))
  }

  const chooseMetric = () => {
    if (metric === null) return
    for (const element of all('[data-metric]')) element.hidden = element.dataset.metric !== metric.value
    const countOf = ({ element }) =>
      Number(element.querySelector('.measure[data-metric="' + metric.value + '"]').dataset.count)
    causes.sort((one, other) => countOf(other) - countOf(one))
    document.getElementById('causes')?.append(...causes.map(({ element }) => element))
  }

  const update = () => {
    const words = filter.value.toLowerCase().split(/\\s+/).filter((word) => word !== '')
    let shownFailures = 0
    for (const failure of failures) {
      const isShown = (metric === null || failure.fails.has(metric.value)) && holds(failure, words)
      failure.element.hidden = !isShown
      if (isShown) shownFailures++
    }
    for (const { element, failures: inside } of causes) {
      const shown = inside.filter((failure) => !failure.hidden).length
      element.hidden = shown === 0
      if (words.length > 0) element.open = true
    }
    let shownRows = 0
    for (const row of rows) {
      const isShown = holds(row, words)
      row.element.hidden = !isShown
      if (isShown) shownRows++
    }
    if (nothing !== null) nothing.hidden = shownFailures > 0
    found.textContent = words.length === 0 ? '' : shownFailures + ' failures, ' + shownRows + ' questions'
  }

  const openTarget = () => {
    const target = location.hash === '' ? null : document.getElementById(location.hash.slice(1))
    if (target === null) return
    // What was hidden by the filter or the metric was asked for by name.
    for (let place = target; place !== null; place = place.parentElement) {
      if (place.matches('.failure, .cause')) place.hidden = false
      if (place.tagName === 'DETAILS') place.open = true
    }
    target.scrollIntoView()
  }

  let waiting = 0
  filter.addEventListener('input', () => {
    clearTimeout(waiting)
    waiting = setTimeout(update, 120)
  })
  filter.form.addEventListener('submit', (event) => event.preventDefault())
  metric?.addEventListener('change', () => {
    chooseMetric()
    update()
  })
  addEventListener('hashchange', openTarget)
  chooseMetric()
  update()
  openTarget()
})()
`
