const PATH =
  "M12 1.2a1.75 1.75 0 0 0-1.6 2.46C6.9 4.4 4.9 7.2 4.9 10.9v2.2c0 1.5-.55 2.45-1.72 3.35-1.12.87-.55 2.55.87 2.55h3.7v2.75c0 .98 1.15 1.5 1.88.85L13.7 19h6.25c1.42 0 1.99-1.68.87-2.55-1.17-.9-1.72-1.85-1.72-3.35v-2.2c0-3.7-2-6.5-5.5-7.24A1.75 1.75 0 0 0 12 1.2Z M9 9.4h6a.9.9 0 0 1 0 1.8H9a.9.9 0 0 1 0-1.8Z M9 13h3.6a.9.9 0 0 1 0 1.8H9A.9.9 0 0 1 9 13Z";

/** The mark: a bell that is a speech bubble. With a label it is a picture, without one it is decoration. */
export function Mark({ label, className = "mark" }: { label?: string; className?: string }) {
  const shape = <path d={PATH} fillRule="evenodd" clipRule="evenodd" />;
  if (!label) {
    return (
      <svg className={className} viewBox="0 0 24 24" fill="currentColor" aria-hidden="true">
        {shape}
      </svg>
    );
  }
  return (
    <svg className={className} viewBox="0 0 24 24" fill="currentColor" role="img" aria-label={label}>
      {shape}
    </svg>
  );
}
