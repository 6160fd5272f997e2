interface Reading<Item, Batch> {
  readonly item: Item
  readonly batches: AsyncIterable<Batch>
}

/**
 * Reads one item after the other; the first batch of the next is on its way while the present one is worked on. An
 * item whose reading fails throws when its batches are asked for, and the others go on.
 */
export async function* readAhead<Item, Batch>(
  items: readonly Item[],
  read: (item: Item) => AsyncIterable<Batch>,
): AsyncGenerator<Reading<Item, Batch>, void, undefined> {
  const open = (item: Item | undefined) => (item === undefined ? undefined : started(read(item)))
  let next = open(items[0])
  try {
    for (const [at, item] of items.entries()) {
      const batches = next!
      next = open(items[at + 1])
      try {
        yield { item, batches }
      } finally {
        await batches.close()
      }
    }
  } finally {
    await next?.close()
  }
}

function started<Batch>(source: AsyncIterable<Batch>) {
  const iterator = source[Symbol.asyncIterator]()
  let first: Promise<IteratorResult<Batch>> | undefined = iterator.next()
  // Whoever asks for it sees the failure.
  first.catch(() => {})
  return {
    async *[Symbol.asyncIterator](): AsyncGenerator<Batch, void, undefined> {
      for (;;) {
        const result = await (first ?? iterator.next())
        first = undefined
        if (result.done) return
        yield result.value
      }
    },
    close: async (): Promise<void> => {
      await iterator.return?.()
    },
  }
}
