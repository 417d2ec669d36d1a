import { report } from './support-report.ts';
import { measureTap, withBusyTill } from './support-till.ts';

/** From the tap on a product to the frame that shows its line ('till.tapToLine'), 20,000 sales in the database. */
const orders = 10;
const taps = 20;

await withBusyTill(20_000, async (till) => {
  const samples: number[] = [];
  await till.choose('Mains');
  for (let order = 0; order < orders; order += 1) {
    for (let tap = 0; tap < taps; tap += 1) {
      // Three products in turn: the first taps make new lines, later ones make them grow.
      const nth = (tap % 3) + 1;
      const shown = `.order-lines li:nth-of-type(${nth}) .quantity`;
      const before = (await till.page.locator(shown).allInnerTexts())[0] ?? '';
      await till.page.evaluate(
        ([selector, text]) => {
          for (const each of document.querySelectorAll('[data-bench]')) each.removeAttribute('data-bench');
          const simple = [...document.querySelectorAll<HTMLElement>('.product-tile')].filter((tile) =>
            /Beef kala bhuna|Dal makhani|Begun bhaji/.test(tile.innerText),
          );
          simple[Number(text.split(' ')[0]) - 1]?.setAttribute('data-bench', 'tap');
          document.querySelector(selector)?.setAttribute('data-bench', 'old');
        },
        [shown, `${nth} ${before}`] as const,
      );
      // A quantity that changes is a new element, so the mark of the old one is gone from it.
      samples.push(
        await measureTap(
          till.page,
          '[data-bench="tap"]',
          `.order-lines li:nth-of-type(${nth}) .quantity:not([data-bench])`,
        ),
      );
    }
    await till.payExact();
  }
  report('till.tapToLine', samples, 'ms');
});
