/** Demo menu of a Dhaka restaurant: prices in taka. `options` name groups of `demoOptions`. */
export type DemoItem = {
  readonly name: string;
  readonly price: number;
  readonly glyph: string;
  readonly options?: readonly (keyof typeof demoOptions)[];
  /** Pieces at the start; without it the item is not kept in stock. */
  readonly stock?: number;
  readonly barcode?: string;
  /** Priced by the kilogram; the scale prints this number on its labels. */
  readonly perKg?: string;
  readonly openPrice?: true;
  /** What one of it takes from `demoIngredients`, in kilograms, litres or pieces. */
  readonly recipe?: Readonly<Record<string, number>>;
  /** Courses of a set: items by name, with what they cost more. */
  readonly courses?: Readonly<Record<string, Readonly<Record<string, number>>>>;
};

export const demoOptions = {
  heat: { name: 'Heat', min: 1, max: 1, choices: [['Mild', 0], ['Medium', 0], ['Extra hot', 0]] },
  size: { name: 'Size', min: 1, max: 1, choices: [['Half', 0], ['Full', 220]] },
  without: { name: 'Without', min: 0, max: 3, choices: [['No onion', 0], ['No chilli', 0], ['No garlic', 0]] },
  extras: { name: 'Extras', min: 0, max: 3, choices: [['Extra raita', 40], ['Boiled egg', 30], ['Extra salad', 50]] },
  sugar: { name: 'Sugar', min: 1, max: 1, choices: [['Normal', 0], ['Less sugar', 0], ['No sugar', 0]] },
} as const; // prettier-ignore

/** Bought by the kilogram: how much lies there at the start, for how much in all, until when, and when it is low. */
export const demoIngredients = {
  Mutton: { stock: 12, cost: 13_200, days: 3, lowAt: 4 },
  Chicken: { stock: 25, cost: 5_500, days: 2, lowAt: 6 },
  'Kalijira rice': { stock: 50, cost: 7_000, days: null, lowAt: 10 },
  Yoghurt: { stock: 1.5, cost: 360, days: 5, lowAt: 2 },
  Onion: { stock: 30, cost: 2_100, days: 21, lowAt: 5 },
} as const;

export const demoMenu: Readonly<
  Record<string, { readonly station: 'Kitchen' | 'Bar'; readonly items: readonly DemoItem[] }>
> = {
  Starters: {
    station: 'Kitchen',
    items: [
      { name: 'Vegetable samosa', price: 60, glyph: '🥟', stock: 80 },
      { name: 'Chicken wings', price: 260, glyph: '🍗', options: ['heat'], recipe: { Chicken: 0.35 } },
      { name: 'Fish fingers', price: 280, glyph: '🐟' },
      { name: 'Fuchka', price: 120, glyph: '🫓', options: ['heat'] },
      { name: 'Chotpoti', price: 110, glyph: '🥣' },
      { name: 'Tom yum soup', price: 240, glyph: '🍜', options: ['heat'] },
    ],
  },
  Mains: {
    station: 'Kitchen',
    items: [
      { name: 'Kacchi biryani কাচ্চি', price: 450, glyph: '🍛', options: ['size', 'extras'], stock: 60 },
      { name: 'Chicken tikka masala', price: 320, glyph: '🍗', options: ['heat', 'without'] },
      { name: 'Beef bhuna', price: 380, glyph: '🥘', options: ['heat'] },
      { name: 'Beef kala bhuna', price: 420, glyph: '🥩' },
      { name: 'Shorshe ilish সর্ষে ইলিশ', price: 680, glyph: '🐠', stock: 12 },
      { name: 'Prawn malai curry', price: 520, glyph: '🦐', stock: 8 },
      { name: 'Mutton rezala', price: 490, glyph: '🍖', recipe: { Mutton: 0.25, Yoghurt: 0.08, Onion: 0.1 } },
      { name: 'Morog polao', price: 340, glyph: '🍚' },
      { name: 'Bhuna khichuri', price: 220, glyph: '🍲', options: ['extras'] },
      { name: 'Beef tehari', price: 260, glyph: '🍲' },
      { name: 'Dal makhani', price: 180, glyph: '🫘' },
      { name: 'Paneer butter masala', price: 290, glyph: '🧀' },
      { name: 'Begun bhaji', price: 110, glyph: '🍆' },
      { name: 'Mixed vegetables', price: 150, glyph: '🥦' },
    ],
  },
  Grill: {
    station: 'Kitchen',
    items: [
      { name: 'Beef sheek kebab', price: 180, glyph: '🍢', options: ['heat'], stock: 100 },
      { name: 'Chicken reshmi kebab', price: 240, glyph: '🍢' },
      { name: 'Grilled chicken quarter', price: 160, glyph: '🍗', stock: 40 },
      { name: 'Tandoori pomfret', price: 560, glyph: '🐡', stock: 10 },
      { name: 'Mixed grill platter', price: 980, glyph: '🍽️' },
    ],
  },
  Breads: {
    station: 'Kitchen',
    items: [
      { name: 'Plain naan', price: 40, glyph: '🫓' },
      { name: 'Garlic naan', price: 70, glyph: '🧄' },
      { name: 'Butter paratha', price: 50, glyph: '🥞' },
      { name: 'Luchi (4 pieces)', price: 60, glyph: '🫓' },
      { name: 'Steamed rice', price: 50, glyph: '🍚' },
    ],
  },
  Drinks: {
    station: 'Bar',
    items: [
      { name: 'Borhani', price: 90, glyph: '🥛' },
      { name: 'Mango lassi', price: 120, glyph: '🥭', options: ['sugar'] },
      { name: 'Lemon mint', price: 100, glyph: '🍋', options: ['sugar'] },
      { name: 'Milk tea', price: 50, glyph: '🍵', options: ['sugar'] },
      { name: 'Cola 250 ml', price: 40, glyph: '🥤', stock: 144, barcode: '8941100500019' },
      { name: 'Mineral water 500 ml', price: 25, glyph: '💧', stock: 240 },
    ],
  },
  Sweets: {
    station: 'Kitchen',
    items: [
      { name: 'Mishti doi', price: 80, glyph: '🍮', stock: 30 },
      { name: 'Roshogolla (2)', price: 70, glyph: '🍡', stock: 50 },
      { name: 'Firni', price: 90, glyph: '🍨', stock: 24 },
      { name: 'Gulab jamun (2)', price: 90, glyph: '🍩', stock: 40 },
      { name: 'Sweets by weight', price: 600, glyph: '🍬', perKg: '04711' },
      { name: 'Cake to order', price: 0, glyph: '🎂', openPrice: true },
    ],
  },
  Sets: {
    station: 'Kitchen',
    items: [
      {
        name: 'Lunch set',
        price: 390,
        glyph: '🍱',
        courses: {
          'Main course': { 'Beef tehari': 0, 'Morog polao': 0, 'Chicken tikka masala': 40 },
          Drink: { Borhani: 0, 'Milk tea': 0, 'Mango lassi': 30 },
          Sweet: { Firni: 0 },
        },
      },
    ],
  },
};
