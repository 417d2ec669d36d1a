/** Asks for a picture file; looks like any other button, and its label is what screen readers say. */
export function PictureButton({
  label,
  onPicture,
}: {
  readonly label: string;
  readonly onPicture: (file: File) => void;
}) {
  return (
    <label className="button plain normal">
      {label}
      <input
        className="visually-hidden"
        type="file"
        accept="image/*"
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          if (file) onPicture(file);
        }}
      />
    </label>
  );
}
