import type { Sketch } from '../../sketch/sketch.ts'

/** Another query that the same words may mean, and what it is worth beside the first one. */
export type Variant = readonly [sketch: Sketch, delta: number]
