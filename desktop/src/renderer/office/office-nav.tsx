import { t } from '../ui/messages/t.ts';
import './office-nav.css';

/** The office's pages, each called by the message of its name: first what one looks at, then what one changes. */
export const pages = [
  ['today', 'openOrders', 'sales', 'onlineOrders', 'payments', 'shifts', 'stock', 'customers'],
  ['menu', 'staff', 'tills', 'paper'],
  ['mail', 'auditLog', 'deadLetters', 'accounts'],
] as const;
export type Page = (typeof pages)[number][number];

export function OfficeNav({ page, onPage }: { readonly page: Page; readonly onPage: (page: Page) => void }) {
  return (
    <nav className="office-nav" aria-label={t('office')}>
      <strong className="brand">Galley</strong>
      {pages.map((some) => (
        <ul key={some[0]}>
          {some.map((each) => (
            <li key={each}>
              <button
                type="button"
                aria-current={each === page ? 'page' : undefined}
                onClick={() => onPage(each)}
              >
                {t(each)}
              </button>
            </li>
          ))}
        </ul>
      ))}
    </nav>
  );
}
