/** Measures that come from the data, handed to the style sheets as variables: `ref={vars({ "--ratio": 1.5 })}`. */
export function vars(values: Readonly<Record<`--${string}`, number | string>>) {
  return (element: HTMLElement | null): void => {
    for (const [name, value] of Object.entries(values)) element?.style.setProperty(name, String(value));
  };
}
