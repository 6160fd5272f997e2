import type { Random } from '../../base/random.ts'
import type { Row } from '../../database/database.ts'

const CATEGORIES = ['Black Tea', 'Green Tea', 'Herbal', 'Coffee', 'Ready to Drink', 'Accessories'] as const

const SUPPLIERS: readonly (readonly [name: string, country: string, phone: string | null])[] = [
  ['Assam Gardens Coop', 'IN', '+91 376 555 0142'],
  ['Nilgiri & Sons', 'IN', null],
  ['雲南茶廠', 'CN', '+86 871 5550 188'],
  ['Hangzhou Longjing Trading', 'CN', '+86 571 5550 123'],
  ['Uva Highlands Ltd.', 'LK', '+94 55 555 0177'],
  ['Fazenda São João', 'BR', '+55 35 5550 1990'],
  ['Finca La Niña', 'CO', '+57 4 555 0164'],
  ['Teekontor Nordsee GmbH', 'DE', '+49 40 5550 132'],
  ["O'Brien's Bottling", 'IE', null],
  ['Porzellan Müller', 'DE', '+49 9287 5550'],
]

/** Name, category, supplier (both from 1), pack, price, organic. Written by several people over the years. */
const PRODUCTS: readonly (readonly [string, number, number, string, number, 0 | 1])[] = [
  ['Earl Grey', 1, 8, '1 kg', 18.9, 0],
  ['EARL GREY DLX', 1, 8, '500 g', 16.5, 0],
  ['Earl Grey Decaf', 1, 8, '500 g', 14.8, 0],
  ['English Breakfast', 1, 1, '1 kg', 15.4, 0],
  ['Irish Breakfast', 1, 1, '1 kg', 15.9, 0],
  ['Assam FTGFOP', 1, 1, '1 kg', 24.5, 1],
  ['Assam BOP', 1, 1, '2.5 kg', 31, 0],
  ['Darjeeling 1st Flush', 1, 2, '250 g', 29.9, 1],
  ['Darjeeling 2nd Flush', 1, 2, '250 g', 24.9, 1],
  ['Nilgiri Blue Mountain', 1, 2, '500 g', 17.2, 0],
  ['Ceylon Orange Pekoe', 1, 5, '1 kg', 19.8, 0],
  ['ceylon dimbula', 1, 5, '1 kg', 18.2, 0],
  ['Lapsang Souchong', 1, 3, '500 g', 21.6, 0],
  ['Keemun', 1, 3, '500 g', 26.4, 0],
  ["Pu'er 2015", 1, 3, '357 g', 64, 0],
  ['普洱茶 熟', 1, 3, '357 g', 48, 0],
  ['East Frisian Blend', 1, 8, '1 kg', 17.4, 0],
  ['Masala Chai', 1, 1, '1 kg', 16.8, 1],
  ['Sencha', 2, 4, '500 g', 19.2, 1],
  ['Sencha Fukuyu', 2, 4, '250 g', 17.9, 0],
  ['Gyokuro', 2, 4, '100 g', 32.5, 0],
  ['Matcha Grade A', 2, 4, '100 g', 38, 1],
  ['matcha (cooking)', 2, 4, '500 g', 36, 0],
  ['Longjing', 2, 4, '250 g', 34.2, 0],
  ['龙井 特级', 2, 4, '250 g', 59, 0],
  ['Gunpowder', 2, 4, '1 kg', 14.2, 0],
  ['Jasmine Pearls', 2, 3, '250 g', 27.5, 0],
  ['茉莉花茶', 2, 3, '500 g', 22, 0],
  ['Genmaicha', 2, 4, '500 g', 15.6, 0],
  ['Moroccan Mint', 2, 8, '1 kg', 16.9, 1],
  ['Chamomile', 3, 8, '500 g', 11.4, 1],
  ['Peppermint', 3, 8, '500 g', 9.8, 1],
  ['PEPPERMINT TB 100', 3, 8, '100 bags', 8.5, 0],
  ['Rooibos', 3, 8, '1 kg', 13.9, 1],
  ['Rooibos Vanilla', 3, 8, '1 kg', 15.2, 0],
  ['Hibiscus', 3, 8, '1 kg', 10.6, 0],
  ['Ginger & Lemon', 3, 8, '500 g', 12.3, 1],
  ['Fruit Mix "Rote Grütze"', 3, 8, '1 kg', 13.1, 0],
  ['Café Zürich Blend', 4, 6, '1 kg', 22.4, 0],
  ['Harbor Espresso', 4, 6, '1 kg', 19.9, 0],
  ['Harbor Espresso Decaf', 4, 6, '1 kg', 21.9, 0],
  ['Santos Natural', 4, 6, '1 kg', 17.6, 0],
  ['Colombia Supremo', 4, 7, '1 kg', 20.8, 0],
  ['Colombia Org.', 4, 7, '1 kg', 24.6, 1],
  ['Geisha Reserve', 4, 7, '250 g', 89, 1],
  ['filter blend no. 4', 4, 6, '2.5 kg', 34.5, 0],
  ['Instant Gold', 4, 6, '500 g', 15.5, 0],
  ['iced tea', 5, 9, '24 x 330 ml', 21.6, 0],
  ['iced tea peach', 5, 9, '24 x 330 ml', 22.8, 0],
  ['Iced Tea Lemon', 5, 9, '24 x 330 ml', 22.8, 0],
  ['Cold Brew ☕', 5, 9, '12 x 250 ml', 26.4, 0],
  ['cold brew nitro', 5, 9, '12 x 250 ml', 31.2, 0],
  ['Kombucha Ginger 🫚', 5, 9, '12 x 330 ml', 28.8, 1],
  ['Chai Latte RTD', 5, 9, '12 x 250 ml', 24, 0],
  ['Teapot 1.2 l', 6, 10, '1 piece', 42, 0],
  ['Teapot glass 0.8 l', 6, 10, '1 piece', 28.5, 0],
  ['Espresso Cup (6)', 6, 10, '6 pieces', 36, 0],
  ['Paper Filters No. 4', 6, 8, '1000 pieces', 18, 0],
  ['Tea Strainer', 6, 10, '1 piece', 7.5, 0],
  ['Milk Frother', 6, 10, '1 piece', 79.5, 0],
]

export interface Product {
  readonly id: number
  readonly price: number
  /** How often it is ordered, compared with the others. */
  readonly popularity: number
}

export function goodsRows(random: Random): {
  categories: Row[]
  suppliers: Row[]
  products: Row[]
  assortment: Product[]
} {
  const products = PRODUCTS.map(([name, category, supplier, pack, price, organic], index) => {
    const discontinued =
      random.next() < 0.08 ? `2024-${String(1 + random.below(12)).padStart(2, '0')}-28` : null
    return [index + 1, name, category, supplier, pack, price, organic, discontinued]
  })
  return {
    categories: CATEGORIES.map((name, index) => [index + 1, name]),
    suppliers: SUPPLIERS.map((supplier, index) => [index + 1, ...supplier]),
    products,
    // A few products are in most orders, and the last ones of the list sell rarely: as in any shop.
    assortment: PRODUCTS.map(([, , , , price], index) => ({
      id: index + 1,
      price,
      popularity: index < 5 ? 4 : 0.3 + random.next() * 1.4,
    })),
  }
}
