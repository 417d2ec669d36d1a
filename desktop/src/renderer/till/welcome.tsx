import { type ReactNode, useState } from 'react';
import { changeLocale, locale } from '../ui/messages/locale.ts';
import { t } from '../ui/messages/t.ts';
import { isTypeLarge, setTypeLarge } from '../ui/type-size.ts';
import './welcome.css';

/** The frame of everything that comes before selling: one quiet card with one thing to do. */
export function Welcome({
  title,
  text,
  wide = false,
  corner,
  children,
}: {
  readonly title: string;
  readonly text?: string;
  readonly wide?: boolean;
  /** Where and who, in the corner beside the name. */
  readonly corner?: ReactNode;
  readonly children?: ReactNode;
}) {
  const [isLarge, setIsLarge] = useState(isTypeLarge);
  return (
    <div className="welcome">
      <header>
        <strong>Galley</strong>
        <span>{corner}</span>
        <button
          type="button"
          aria-pressed={isLarge}
          onClick={() => {
            setTypeLarge(!isLarge);
            setIsLarge(!isLarge);
          }}
        >
          {t('largeType')}
        </button>
        <button type="button" onClick={() => changeLocale(locale === 'en' ? 'bn' : 'en')}>
          {locale === 'en' ? 'বাংলা' : 'English'}
        </button>
      </header>
      <main className={wide ? 'wide' : ''}>
        <h1>{title}</h1>
        {text && <p>{text}</p>}
        {children}
      </main>
    </div>
  );
}
