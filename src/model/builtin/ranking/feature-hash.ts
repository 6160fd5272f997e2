import { hashText } from '../../../base/random.ts'

export function hashAll(features: Iterable<string>): Uint32Array {
  return Uint32Array.from(new Set([...features].map(hashText)))
}

/** One feature of two; which stands first matters. */
export function crossHash(first: number, second: number): number {
  let mixed = Math.imul(first ^ (second >>> 15), 0x2c1b3c6d) ^ Math.imul(second, 0x297a2d39)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0x85ebca6b)
  return (mixed ^ (mixed >>> 16)) >>> 0
}
