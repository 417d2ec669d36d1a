import type { ReactNode } from 'react';
import './file-button.css';

/** A button that asks for a file and hands over its text. */
export function FileButton({
  accept,
  onText,
  children,
}: {
  readonly accept: string;
  readonly onText: (text: string) => void;
  readonly children: ReactNode;
}) {
  return (
    <label className="file-button button plain normal">
      {children}
      <input
        className="visually-hidden"
        type="file"
        accept={accept}
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          event.currentTarget.value = ''; // the same file may be chosen again
          if (file) void file.text().then(onText);
        }}
      />
    </label>
  );
}
